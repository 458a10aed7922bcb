/** `node probe.mjs FOLDER WHO`: waits for FOLDER/targets.json, tries its targets, and writes FOLDER/WHO.json. */
import {
  closeSync,
  constants,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  writeFileSync,
} from 'node:fs';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

const [, , folder, who] = process.argv;
const file = `${folder}/targets.json`;
while (!existsSync(file)) await sleep(50);
const { read, write, fill, ports } = JSON.parse(readFileSync(file, 'utf8'));

/** @param flags must not truncate an existing file */
const opened = (path, flags) => {
  try {
    closeSync(openSync(path, flags));
    return true;
  } catch {
    return false;
  }
};
const { O_APPEND, O_CREAT, O_NONBLOCK, O_RDONLY, O_WRONLY } = constants;

/** First bytes that a server sends after each message. */
const talk = (port, messages) =>
  new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    let received = '';
    socket.setTimeout(15_000, () => socket.destroy());
    socket.on('error', (error) => (received += error.message));
    socket.on('close', () => resolve(received));
    socket.on('data', (data) => {
      received += data.toString('latin1');
      if (received.includes('PONG') || messages.length === 0) socket.end();
    });
    for (const message of messages.splice(0)) socket.write(message);
  });

const startup = Buffer.from('\0\0\0\0\0\x03\0\0user\0postgres\0database\0reprise\0\0', 'latin1');
startup.writeUInt32BE(startup.length);

const report = {
  read: read.filter((path) => opened(path, O_RDONLY | O_NONBLOCK)),
  written: write.filter((path) => opened(path, O_WRONLY | O_APPEND | O_NONBLOCK)),
  filled: fill.filter((path) => opened(`${path}/planted-${who}`, O_WRONLY | O_CREAT)),
  nats: await talk(ports.nats, ['CONNECT {"verbose":true}\r\nPING\r\n']),
  postgres: await talk(ports.postgres, [startup]),
  env: process.env,
  files: readdirSync('/proc/self/fd').flatMap((fd) => {
    try {
      return [readlinkSync(`/proc/self/fd/${fd}`)];
    } catch {
      return [];
    }
  }),
  uid: process.getuid(),
};
writeFileSync(`${folder}/${who}.json`, JSON.stringify(report));
