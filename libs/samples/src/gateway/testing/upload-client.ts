import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { UploadedSample, UploadPage, UploadView } from '../../contract/index.ts';
import { Upload, type UploadOptions } from 'tus-js-client';
import type { TestGateway } from '@reprise/gateway/testing/test-gateway.ts';
import { Uploads } from '../files/uploads.service.ts';

/** Incompressible reads, so that the file has about as many bytes as bases. */
export function fastq(reads: number): Buffer {
  const bases = (length: number) => Array.from(randomBytes(length), (byte) => 'ACGT'[byte % 4]).join('');
  const text = Array.from({ length: reads }, (_, i) => `@r${String(i)}\n${bases(150)}\n+\n${'I'.repeat(150)}\n`);
  return gzipSync(text.join(''), { level: 1 });
}

interface Sent extends Partial<UploadOptions> {
  readonly to?: TestGateway;
}

export const tus = { 'tus-resumable': '1.0.0' };
export const named = (name: string) => `filename ${Buffer.from(name).toString('base64')}`;
export const idOf = ({ url }: Upload) => (url ?? '').split('/').at(-1) ?? '';

export const list = (of: TestGateway) => of.get<UploadPage>('/api/uploads');
/** Starts an upload of `size` bytes without sending any. */
export const begin = (name: string, size: number, of: TestGateway) =>
  of.fetch('/api/uploads', {
    method: 'POST',
    headers: { ...tus, 'upload-length': String(size), 'upload-metadata': named(name) },
  });

/** A user's requests about uploads and samples, sent to `gateway` unless another one is given. */
export function uploadClient(gateway: () => TestGateway) {
  /** Uploads with tus-js-client, as the page does. */
  function upload(name: string, bytes: Buffer, { to = gateway(), ...options }: Sent = {}): Promise<string> {
    return new Promise((resolve, reject) => {
      const sending = new Upload(bytes, {
        endpoint: `${to.url}/api/uploads`,
        headers: { authorization: `Bearer ${to.token}` },
        metadata: { filename: name },
        chunkSize: 64 * 1024,
        retryDelays: [],
        onError: reject,
        onSuccess: () => resolve(idOf(sending)),
        ...options,
      });
      sending.start();
    });
  }
  const find = async (id: string, of = gateway()): Promise<UploadView> =>
    (await list(of)).items.find(({ upload_id }) => upload_id === id)!;
  const checked = async (id: string) => {
    await gateway().app.get(Uploads).checked();
    return find(id);
  };
  const ready = async (name: string, bytes: Buffer) => {
    const id = await upload(name, bytes);
    expect(await checked(id)).toMatchObject({ status: 'ready' });
    return id;
  };
  const make = (name: string, ...upload_ids: string[]) => gateway().post('/api/uploads/samples', { name, upload_ids });
  const made = async (name: string, ...ids: string[]) => {
    const response = await make(name, ...ids);
    expect([response.status, await response.clone().text()]).toEqual([201, expect.anything()]);
    return (await response.json()) as UploadedSample;
  };
  return { upload, find, checked, ready, make, made };
}
