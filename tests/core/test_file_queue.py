"""The folder queue: whole messages only, each to one reader, oldest first."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from kombu import Connection


@pytest.fixture
def queue(tmp_path):
    folders = {name: tmp_path / name for name in ("waiting", "taken", "control")}
    for folder in folders.values():
        folder.mkdir()
    connection = Connection(
        "filesystem://",
        transport="core.file_queue:Transport",
        transport_options={
            "data_folder_in": str(folders["waiting"]),
            "data_folder_out": str(folders["waiting"]),
            "processed_folder": str(folders["taken"]),
            "control_folder": str(folders["control"]),
        },
    )
    connection.folders = folders
    return connection


def take_all(connection):
    channel, taken = connection.channel(), []
    while (message := channel.basic_get("jobs", no_ack=True)) is not None:
        taken.append(message.body)
    return taken


def put(connection, bodies):
    channel = connection.channel()
    for body in bodies:
        channel.basic_publish(channel.prepare_message(body), exchange="", routing_key="jobs")


def test_messages_come_out_oldest_first(queue):
    put(queue, ["a", "b", "c"])
    bodies = take_all(queue)
    assert len(bodies) == 3
    assert bodies == sorted(bodies)


def test_every_message_goes_to_exactly_one_of_many_readers(queue):
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: put(queue, [f"{n}-{i}" for i in range(50)]), range(4)))
        taken = [body for part in pool.map(lambda _: take_all(queue), range(8)) for body in part]
    assert len(taken) == len(set(taken)) == 200
    assert not list(queue.folders["taken"].iterdir())


def test_a_message_that_is_still_being_written_is_not_seen(queue):
    put(queue, ["whole"])
    (queue.folders["waiting"] / ".0000_half.jobs.msg").write_text('{"body": ')
    assert len(take_all(queue)) == 1


def test_a_queue_sees_only_its_own_messages(queue):
    channel = queue.channel()
    channel.basic_publish(channel.prepare_message("x"), exchange="", routing_key="otherjobs")
    assert take_all(queue) == []
