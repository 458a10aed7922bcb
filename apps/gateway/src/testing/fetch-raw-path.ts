import { get } from 'node:http';
import { text } from 'node:stream/consumers';
import type { TestGateway } from './test-gateway.ts';

/** Sends the path unnormalized, which `fetch` would not. */
export const fetchRawPath = (gateway: TestGateway, path: string): Promise<{ status: string; text: string }> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(gateway.url);
    get({ hostname, port, path }, (response) => {
      const status = String(response.statusCode);
      text(response).then((body) => resolve({ status, text: body }), reject);
    }).on('error', reject);
  });
