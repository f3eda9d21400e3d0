"""Which addresses and host names an outgoing connection may reach. Pure.

The address that will be dialled is judged, never the way it was written:
``2130706433``, ``0x7f.1`` and full-width digits all resolve to 127.0.0.1 and
are refused for that. The flags of ``ipaddress`` alone are not enough
(``is_global`` is true for multicast and NAT64, and its tables differ between
Python patch releases), so every block that matters is named here.

Sources: IANA special-purpose address registries, RFC 6052 (NAT64), RFC 3056
(6to4), RFC 4380 (Teredo), and the metadata addresses of the large clouds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import TypeAlias

Address: TypeAlias = IPv4Address | IPv6Address
Network: TypeAlias = IPv4Network | IPv6Network

DEFAULT_PORTS = frozenset({80, 443})

REFUSED_NETWORKS: tuple[Network, ...] = tuple(
    ip_network(block)
    for block in (
        "0.0.0.0/8",  # this network
        "10.0.0.0/8",
        "100.64.0.0/10",  # carrier-grade NAT; 100.100.100.200 is Alibaba's metadata
        "127.0.0.0/8",
        "168.63.129.16/32",  # Azure's wire server, public by every flag
        "169.254.0.0/16",  # link-local; AWS, GCP, Azure and ECS metadata
        "172.16.0.0/12",
        "192.0.0.0/24",  # IETF protocol assignments
        "192.0.2.0/24",
        "192.88.99.0/24",  # 6to4 relay anycast
        "192.168.0.0/16",
        "198.18.0.0/15",  # benchmarking
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved and broadcast
        "::/96",  # unspecified, loopback and the deprecated v4-compatible form
        "64:ff9b::/96",  # NAT64
        "64:ff9b:1::/48",  # local-use NAT64
        "2001::/32",  # Teredo
        "2001:20::/28",  # ORCHIDv2
        "2001:db8::/32",
        "2002::/16",  # 6to4
        "3fff::/20",  # documentation
        "5f00::/16",  # segment routing
        "fc00::/7",  # unique local; fd00:ec2::254 is AWS's metadata
        "fe80::/10",
        "fec0::/10",  # deprecated site-local
        "ff00::/8",  # multicast
    )
)
GLOBAL_UNICAST = ip_network("2000::/3")
NAT64 = ip_network("64:ff9b::/96")

INTERNAL_NAMES = frozenset({"localhost", "metadata.google.internal", "host.docker.internal"})
INTERNAL_SUFFIXES = (".localhost", ".local", ".internal", ".svc", ".svc.cluster.local")


@dataclass(frozen=True)
class AllowedHosts:
    """Private places an operator has opened on purpose; empty means none.

    ``names`` pairs a host, as it must be written in the URL, with its port; a
    listed name is exempt from the name, port and address rules. ``networks``
    exempts addresses from the address rule alone.
    """

    names: frozenset[tuple[str, int]] = frozenset()
    networks: tuple[Network, ...] = ()

    @classmethod
    def parse(cls, entries: Iterable[str]) -> AllowedHosts:
        """Read ``host``, ``host:port``, ``[v6]:port`` and CIDR entries.

        A host without a port stands for ports 80 and 443. A CIDR must contain
        a slash. Raises ``ValueError`` for anything else.
        """
        names: set[tuple[str, int]] = set()
        networks: list[Network] = []
        for entry in (raw.strip().lower() for raw in entries):
            if "/" in entry:
                networks.append(ip_network(entry))
            else:
                names |= _named(entry)
        return cls(frozenset(names), tuple(networks))

    def names_host(self, host: str, port: int) -> bool:
        """True if this host is listed by name, with this port."""
        return (host, port) in self.names

    def admits(self, address: Address) -> bool:
        """True if the address, and every address inside it, is public or listed."""
        return all(
            is_public_itself(layer) or any(layer in network for network in self.networks)
            for layer in _layers(address)
        )


def _named(entry: str) -> set[tuple[str, int]]:
    host, colon, port = entry.rpartition(":")
    if not colon or entry.endswith("]"):
        return {(_bare(entry), default) for default in DEFAULT_PORTS}
    return {(_bare(host), int(port))}


def _bare(host: str) -> str:
    unbracketed = host.removeprefix("[").removesuffix("]").rstrip(".")
    if not unbracketed or (":" in unbracketed and not host.startswith("[")):
        raise ValueError(f"not a host name, host:port or CIDR: {host!r}")
    return unbracketed


def _layers(address: Address) -> Iterator[Address]:
    """The address and every IPv4 address that it carries inside."""
    if isinstance(address, IPv4Address):
        yield address
        return
    if address.ipv4_mapped is not None:
        # A mapped address is dialled as plain IPv4: only the inner one counts.
        yield address.ipv4_mapped
        return
    yield address
    if address in NAT64:
        yield IPv4Address(int(address) & 0xFFFF_FFFF)
    if address.sixtofour is not None:
        yield address.sixtofour
    if address.teredo is not None:
        yield from address.teredo


def is_public_itself(address: Address) -> bool:
    """True for a global unicast address, looking at its outermost form only."""
    if isinstance(address, IPv6Address) and address not in GLOBAL_UNICAST:
        return False
    return address.is_global and not any(address in network for network in REFUSED_NETWORKS)


def is_public(address: Address | str) -> bool:
    """True if the address and all that it carries inside belong to the open internet."""
    return AllowedHosts().admits(ip_address(address))


def is_internal_name(host: str) -> bool:
    """True for host names that only mean something inside a machine or a cluster.

    ``host`` is lower case without brackets or a trailing dot. Addresses are
    not names: they are judged by :func:`is_public`.
    """
    if _is_address(host):
        return False
    return host in INTERNAL_NAMES or host.endswith(INTERNAL_SUFFIXES) or "." not in host


def _is_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True
