import { bodyOf, request, type Reply } from './request.ts';

const TUS = { 'tus-resumable': '1.0.0' } as const;

/** Requests of the tus protocol (https://tus.io, 1.0.0), each to a gateway of the caller's choice. */
export class TusRequests {
  readonly #headers: Readonly<Record<string, string>>;

  constructor(token: string) {
    this.#headers = { ...TUS, authorization: `Bearer ${token}` };
  }

  /** Starts an upload. Returns its id; undefined if it was not acknowledged. */
  async begin(gateway: string, name: string, size: number): Promise<{ reply: Reply; id: string | undefined }> {
    const metadata = `filename ${Buffer.from(name).toString('base64')}`;
    const headers = { ...this.#headers, 'upload-length': String(size), 'upload-metadata': metadata };
    const reply = await request(`${gateway}/api/uploads`, { method: 'POST', headers });
    return { reply, id: reply.status === 201 ? reply.headers.get('location')?.split('/').at(-1) : undefined };
  }

  /** Returns the number of bytes that the gateway has; undefined if it does not say. */
  async offset(gateway: string, id: string): Promise<{ reply: Reply; bytes: number | undefined }> {
    const reply = await request(`${gateway}/api/uploads/${id}`, { method: 'HEAD', headers: this.#headers });
    return { reply, bytes: offsetIn(reply) };
  }

  /** Sends bytes. Returns the number that the gateway has afterwards; undefined if it acknowledged nothing. */
  async append(
    gateway: string,
    id: string,
    from: number,
    bytes: Buffer,
  ): Promise<{ reply: Reply; bytes: number | undefined }> {
    const reply = await request(`${gateway}/api/uploads/${id}`, {
      method: 'PATCH',
      headers: {
        ...this.#headers,
        'upload-offset': String(from),
        'content-type': 'application/offset+octet-stream',
      },
      body: new Uint8Array(bytes),
    });
    return { reply, bytes: offsetIn(reply) };
  }
}

function offsetIn({ status, headers }: Reply): number | undefined {
  const offset = headers.get('upload-offset');
  return (status === 200 || status === 204) && offset !== null ? Number(offset) : undefined;
}

/** Statuses of a request about an upload that can be sent again. */
const REPEATABLE: readonly number[] = [409, 422, 423, 503, 507];

/** The response, if it is neither a success nor "try again later". */
export const unexpectedIn = (reply: Reply): { status: number; detail: string | undefined } | undefined =>
  reply.status === null || reply.status < 300 || REPEATABLE.includes(reply.status)
    ? undefined
    : { status: reply.status, detail: bodyOf<{ detail: string }>(reply).detail ?? reply.text.slice(0, 200) };
