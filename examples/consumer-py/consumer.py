"""Writes each ended job into a table exactly once: python consumer.py <consumer.json> <database file>

Resumes where it was after a stop or a crash.
"""

import asyncio
import json
import signal
import sqlite3
import sys
from urllib.parse import unquote

import nats
from nats.js.api import AckPolicy, ConsumerConfig

# Name of the durable consumer, which keeps the position on the server.
POSITION = "finished-jobs-py"
ENDINGS = ["attempt_succeeded", "attempt_failed", "attempt_cancelled"]


def open_database(path):
    database = sqlite3.connect(path)
    with database:
        database.execute("create table if not exists seen (event_id text primary key)")
        database.execute(
            "create table if not exists finished_jobs (job_id text, attempt integer, ending text, at text)"
        )
    return database


def read(message):
    """Reads an ending. Raises if the message is not an event: its headers may not even be parsed."""
    header = {name: unquote(value) for name, value in (message.headers or {}).items()}
    # Trust the subject, which the server authorizes, rather than the headers.
    _, _, job_id, _, ending = message.subject.split(".")
    attempt = json.loads(message.data)["attempt"]
    if not isinstance(attempt, int) or abs(attempt) >= 2**63:
        raise ValueError("it has no number of an attempt")
    return header["ce-id"], [job_id, attempt, ending, header["ce-time"]]


def act(database, event_id, row):
    """Acts on an event once: id and effect are written in one transaction, so a crash leaves both or neither."""
    with database:
        seen = database.execute("insert into seen values (?) on conflict do nothing", [event_id])
        if seen.rowcount == 1:
            database.execute("insert into finished_jobs values (?, ?, ?, ?)", row)
            print("{} attempt {}: {}".format(*row), flush=True)


def readable(message):
    """Returns the event; None for a message to skip. The log keeps what anybody with its login stored, damaged or not."""
    try:
        return read(message)
    except Exception as error:
        print(f"Skipped message {message.metadata.sequence.stream}: {error!r}", file=sys.stderr, flush=True)
        return None


async def main(consumer_file, database_file):
    with open(consumer_file) as file:
        given = json.load(file)
    database = open_database(database_file)
    connection = await nats.connect(
        given["url"],
        user=given["user"],
        password=given["password"],
        inbox_prefix=given["inbox_prefix"].encode(),
        name=POSITION,
        max_reconnect_attempts=-1,
    )
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    jetstream = connection.jetstream()
    # Idempotent; the position is kept.
    config = ConsumerConfig(
        durable_name=POSITION,
        ack_policy=AckPolicy.EXPLICIT,
        ack_wait=5,
        filter_subjects=[f"reprise.jobs.*.life.{type}" for type in ENDINGS],
    )
    await jetstream.add_consumer(given["stream"], config)
    consumer = await jetstream.pull_subscribe_bind(POSITION, given["stream"])
    while not stop.is_set():
        try:
            messages = await consumer.fetch(100, timeout=1)
        except asyncio.TimeoutError:  # nothing new
            continue
        for message in messages:
            if event := readable(message):
                act(database, *event)
            await message.ack()
    await connection.flush()
    await connection.close()


asyncio.run(main(*sys.argv[1:3]))
