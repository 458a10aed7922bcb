import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newSecret, SecretBox, signatures } from '../subscriptions/secrets.ts';
import { signedHeaders } from './webhook-channel.ts';

describe('the signature of a delivery', () => {
  const folder = mkdtempSync(join(tmpdir(), 'reprise-worker-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('uses the rotated secret too until its time, and only the current one afterwards', () => {
    const box = new SecretBox(join(folder, 'secret.key'));
    const [current, rotated] = [newSecret(), newSecret()];
    const until = '2026-11-24T12:00:00.000Z';
    const secrets = [
      { sealed: box.seal(current, 'w1'), until: null },
      { sealed: box.seal(rotated, 'w1'), until },
    ];
    const message = { delivery_id: 'd1', body: '{}' };
    const signedAt = (at: number) =>
      signedHeaders(box, { webhook_id: 'w1', secrets }, message, at)['webhook-signature'];
    const by = (at: number, ...keys: string[]) => signatures(keys, 'd1', Math.floor(at / 1000), '{}');
    const end = Date.parse(until);
    expect(signedAt(end - 1000)).toBe(by(end - 1000, current, rotated));
    for (const at of [end, end + 1000]) expect(signedAt(at)).toBe(by(at, current));
  });
});
