from ipaddress import ip_address

import pytest

from core.addresses import AllowedHosts, is_internal_name, is_public

REFUSED = [
    "0.0.0.0",
    "0.1.2.3",
    "10.0.0.1",
    "100.64.0.1",
    "100.100.100.200",  # Alibaba metadata
    "127.0.0.1",
    "127.255.255.254",
    "168.63.129.16",  # Azure wire server
    "169.254.0.1",
    "169.254.169.254",  # AWS, GCP, Azure metadata
    "169.254.170.2",  # ECS credentials
    "169.254.170.23",  # EKS pod identity
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.8",
    "192.0.0.9",
    "192.0.2.1",
    "192.88.99.1",
    "192.168.1.1",
    "198.18.0.1",
    "198.19.255.255",
    "198.51.100.1",
    "203.0.113.1",
    "224.0.0.1",
    "239.255.255.255",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::7f00:1",
    "::127.0.0.1",
    "::8.8.8.8",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "::ffff:169.254.169.254",
    "64:ff9b::7f00:1",
    "64:ff9b::8.8.8.8",
    "64:ff9b:1::1",
    "100::1",
    "2001::1",
    "2001:0:7f00:1::1",
    "2001:20::1",
    "2001:db8::1",
    "2002:7f00:1::1",
    "2002:808:808::1",
    "3fff::1",
    "4000::1",
    "5f00::1",
    "fc00::1",
    "fd00:ec2::254",  # AWS metadata over IPv6
    "fd00:ec2::23",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "ff02::1",
]
PUBLIC = [
    "1.1.1.1",
    "8.8.8.8",
    "93.184.216.34",
    "100.63.255.255",
    "100.128.0.1",
    "168.63.129.15",
    "172.15.255.255",
    "172.32.0.1",
    "198.17.255.255",
    "223.255.255.254",
    "::ffff:8.8.8.8",
    "2606:4700:4700::1111",
    "2a00:1450:4001:830::200e",
]


@pytest.mark.parametrize("address", REFUSED)
def test_it_refuses(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_it_lets_through(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "name",
    [
        "localhost",
        "photos.localhost",
        "printer.local",
        "db.internal",
        "metadata.google.internal",
        "host.docker.internal",
        "redis.default.svc",
        "redis.default.svc.cluster.local",
        "intranet",
        "2130706433",
    ],
)
def test_names_that_only_mean_something_inside_are_internal(name: str) -> None:
    assert is_internal_name(name)


@pytest.mark.parametrize(
    "name", ["example.com", "local.example.com", "svc.example", "93.184.216.34", "::1", "2606::1"]
)
def test_other_names_and_addresses_are_not_internal_names(name: str) -> None:
    assert not is_internal_name(name)


def test_nothing_private_is_allowed_unless_listed() -> None:
    allowed = AllowedHosts.parse([])

    assert not allowed.names_host("127.0.0.1", 80)
    assert not allowed.admits(ip_address("10.0.0.1"))


def test_a_listed_host_counts_with_its_port_only() -> None:
    allowed = AllowedHosts.parse(["127.0.0.1:8123", "Photos.Intranet", "[::1]:8080", "[fd00::1]"])

    assert allowed.names_host("127.0.0.1", 8123)
    assert not allowed.names_host("127.0.0.1", 80)
    assert allowed.names_host("photos.intranet", 80)
    assert allowed.names_host("photos.intranet", 443)
    assert not allowed.names_host("photos.intranet", 8080)
    assert allowed.names_host("::1", 8080)
    assert allowed.names_host("fd00::1", 443)


def test_a_listed_network_admits_its_addresses_only() -> None:
    allowed = AllowedHosts.parse(["10.1.0.0/16", "fd00::/8"])

    assert allowed.admits(ip_address("10.1.2.3"))
    assert allowed.admits(ip_address("::ffff:10.1.2.3"))
    assert allowed.admits(ip_address("fd12::1"))
    assert not allowed.admits(ip_address("10.2.0.1"))
    assert allowed.admits(ip_address("8.8.8.8"))


def test_a_listed_translation_network_opens_no_private_address_inside_it() -> None:
    allowed = AllowedHosts.parse(["64:ff9b::/96", "2002::/16", "2001::/32"])

    assert allowed.admits(ip_address("64:ff9b::8.8.8.8"))
    assert not allowed.admits(ip_address("64:ff9b::127.0.0.1"))
    assert not allowed.admits(ip_address("2002:7f00:1::1"))
    assert not allowed.admits(ip_address("2001:0:7f00:1::1"))


@pytest.mark.parametrize("entry", ["", ":80", "host:port", "10.0.0.1/8", "10.0.0.0/99", "::1"])
def test_an_entry_that_cannot_be_read_is_an_error(entry: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        AllowedHosts.parse([entry])
