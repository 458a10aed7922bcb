import { constants } from 'node:os';

/**
 * Messages between the Linux kernel and a FUSE server whose mount is one regular file. All numbers are little-endian.
 * Source: include/uapi/linux/fuse.h of Linux, protocol 7.31.
 */

/** Maximum bytes of one write. */
const MAX_WRITE = 2 ** 17;
/** The kernel requires room for the largest write and its headers. */
export const MAX_REQUEST = MAX_WRITE + 4_096;

const REQUEST_HEADER = 40;
const REPLY_HEADER = 16;
const WRITE_HEADER = 40;

type Operation = 'getattr' | 'open' | 'read' | 'write' | 'statfs' | 'sync' | 'init';
const operations: Readonly<Record<number, Operation>> = {
  3: 'getattr',
  14: 'open',
  15: 'read',
  16: 'write',
  17: 'statfs',
  20: 'sync',
  26: 'init',
};
/** `forget`, `interrupt` and `batch_forget` have no reply. */
const SILENT: readonly number[] = [2, 36, 42];
/** `release` and `flush` do nothing. */
const ACCEPTED: readonly number[] = [18, 25];

export interface FuseRequest {
  readonly operation: Operation | 'silent' | 'accepted' | 'unknown';
  readonly id: bigint;
  /** Handle of the open file, for `read`, `write` and `sync`. */
  readonly handle: number;
  /** Bytes from the start of the file, for `read` and `write`. */
  readonly offset: number;
  readonly length: number;
  /** Bytes to write; a view of the message. */
  readonly data: Buffer;
}

/** @param message one read of `/dev/fuse` */
export function decodeRequest(message: Buffer): FuseRequest {
  const code = message.readUInt32LE(4);
  const operation = operationOf(code);
  const body = message.subarray(REQUEST_HEADER);
  const hasHandle = operation === 'read' || operation === 'write' || operation === 'sync';
  const hasRange = operation === 'read' || operation === 'write';
  return {
    operation,
    id: message.readBigUInt64LE(8),
    handle: hasHandle ? Number(body.readBigUInt64LE(0)) : 0,
    offset: hasRange ? Number(body.readBigUInt64LE(8)) : 0,
    length: hasRange ? body.readUInt32LE(16) : 0,
    data: operation === 'write' ? body.subarray(WRITE_HEADER) : Buffer.alloc(0),
  };
}

const operationOf = (code: number): FuseRequest['operation'] =>
  SILENT.includes(code) ? 'silent' : ACCEPTED.includes(code) ? 'accepted' : (operations[code] ?? 'unknown');

/** A successful reply. */
export function encodeReply({ id }: FuseRequest, body: Buffer = Buffer.alloc(0)): Buffer {
  return Buffer.concat([replyHeader(id, body.length, 0), body]);
}

export const encodeFailure = ({ id }: FuseRequest, error: 'EIO' | 'ENOSYS'): Buffer =>
  replyHeader(id, 0, constants.errno[error]);

function replyHeader(id: bigint, length: number, errno: number): Buffer {
  const header = Buffer.alloc(REPLY_HEADER);
  header.writeUInt32LE(REPLY_HEADER + length, 0);
  header.writeInt32LE(-errno, 4);
  header.writeBigUInt64LE(id, 8);
  return header;
}

/** `fuse_init_out`: version, read-ahead, flags, background requests, largest write, granularity of times in ns. */
export function initBody(): Buffer {
  const body = Buffer.alloc(64);
  body.writeUInt32LE(7, 0);
  body.writeUInt32LE(31, 4);
  body.writeUInt32LE(MAX_WRITE, 8);
  body.writeUInt32LE(1 << 5, 12); // FUSE_BIG_WRITES
  body.writeUInt16LE(64, 16);
  body.writeUInt16LE(48, 18);
  body.writeUInt32LE(MAX_WRITE, 20);
  body.writeUInt32LE(1, 24);
  return body;
}

/** `fuse_attr_out` of a regular file that only root can open. */
export function attributesBody(bytes: number): Buffer {
  const body = Buffer.alloc(104);
  const attributes = body.subarray(16);
  attributes.writeBigUInt64LE(1n, 0); // inode
  attributes.writeBigUInt64LE(BigInt(bytes), 8);
  attributes.writeUInt32LE(0o100600, 60);
  attributes.writeUInt32LE(1, 64); // links
  attributes.writeUInt32LE(4_096, 80);
  return body;
}

/** `fuse_open_out` with FOPEN_DIRECT_IO: the kernel caches nothing of the file. */
export function openBody(handle: number): Buffer {
  const body = Buffer.alloc(16);
  body.writeBigUInt64LE(BigInt(handle), 0);
  body.writeUInt32LE(1, 8);
  return body;
}

/** `fuse_write_out` */
export function writtenBody(bytes: number): Buffer {
  const body = Buffer.alloc(8);
  body.writeUInt32LE(bytes, 0);
  return body;
}

/** `fuse_statfs_out` without any figure. */
export const statfsBody = (): Buffer => Buffer.alloc(80);
