import { attributesBody, decodeRequest, encodeFailure, encodeReply, MAX_REQUEST, writtenBody } from './fuse.ts';

/** A request as the kernel sends it. */
function request(code: number, body: Buffer): Buffer {
  const header = Buffer.alloc(40);
  header.writeUInt32LE(40 + body.length, 0);
  header.writeUInt32LE(code, 4);
  header.writeBigUInt64LE(77n, 8);
  return Buffer.concat([header, body]);
}

function range(handle: number, offset: number, length: number, data = ''): Buffer {
  const body = Buffer.alloc(40);
  body.writeBigUInt64LE(BigInt(handle), 0);
  body.writeBigUInt64LE(BigInt(offset), 8);
  body.writeUInt32LE(length, 16);
  return Buffer.concat([body, Buffer.from(data)]);
}

describe('a message of FUSE', () => {
  it('is decoded into an operation with its handle, range and data', () => {
    expect(decodeRequest(request(16, range(3, 8_192, 4, 'data')))).toEqual({
      operation: 'write',
      id: 77n,
      handle: 3,
      offset: 8_192,
      length: 4,
      data: Buffer.from('data'),
    });
    expect(decodeRequest(request(15, range(3, 5_000, 512)))).toMatchObject({
      operation: 'read',
      offset: 5_000,
      length: 512,
    });
    expect(decodeRequest(request(20, range(9, 0, 0)))).toMatchObject({ operation: 'sync', handle: 9 });
  });

  it.each([
    [2, 'silent'],
    [36, 'silent'],
    [25, 'accepted'],
    [43, 'unknown'],
  ])('with the code %i is %s', (code, operation) => {
    expect(decodeRequest(request(code, Buffer.alloc(8))).operation).toBe(operation);
  });

  it('is answered with its id, the length of the reply and a negative error', () => {
    const asked = decodeRequest(request(16, range(1, 0, 4, 'data')));
    const reply = encodeReply(asked, writtenBody(4));
    expect([reply.readUInt32LE(0), reply.readInt32LE(4), reply.readBigUInt64LE(8)]).toEqual([24, 0, 77n]);
    expect(reply.readUInt32LE(16)).toBe(4);
    const failure = encodeFailure(asked, 'EIO');
    expect([failure.readUInt32LE(0), failure.readInt32LE(4)]).toEqual([16, -5]);
  });

  it('fits into the buffer that the kernel requires', () => {
    expect(MAX_REQUEST).toBeGreaterThanOrEqual(request(16, range(1, 0, 2 ** 17)).length + 2 ** 17);
    expect(attributesBody(1_000).readBigUInt64LE(24)).toBe(1_000n);
  });
});
