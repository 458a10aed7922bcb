import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Webhook } from 'standardwebhooks';
import { newSecret, SecretBox, signatures } from './secrets.ts';

const now = Math.floor(Date.now() / 1000);
const headers = (signature: string) => ({
  'webhook-id': 'one',
  'webhook-timestamp': String(now),
  'webhook-signature': signature,
});

describe('the signature of a webhook', () => {
  it('matches the published test vector of the scheme', () => {
    expect(
      signatures(
        ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'],
        'msg_p5jXN8AQM9LWM0D4loKWxJek',
        1614265330,
        '{"test": 2432232314}',
      ),
    ).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
  });

  it("is accepted by the specification's library, for each signing secret", () => {
    const [present, old] = [newSecret(), newSecret()];
    const both = headers(signatures([present, old], 'one', now, '{"a":1}'));
    for (const secret of [present, old]) expect(new Webhook(secret).verify('{"a":1}', both)).toEqual({ a: 1 });
    expect(() => new Webhook(newSecret()).verify('{"a":1}', both)).toThrow('No matching signature');
    expect(() => new Webhook(present).verify('{"a":2}', both)).toThrow('No matching signature');
  });
});

describe('a stored secret', () => {
  const folder = mkdtempSync(join(tmpdir(), 'reprise-secrets-'));
  const file = join(folder, 'webhooks', 'secret.key');
  afterAll(() => rmSync(folder, { recursive: true }));

  it('is readable with the key of the data dir, which only its owner can read, and never without', () => {
    const secret = newSecret();
    const sealed = new SecretBox(file).seal(secret, 'a');
    expect(sealed).not.toContain(secret.slice(6, 20));
    expect(new SecretBox(file).open(sealed, 'a')).toBe(secret);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(() => new SecretBox(join(folder, 'other.key')).open(sealed, 'a')).toThrow();
    expect(readFileSync(file, 'utf8')).not.toContain(secret);
  });

  it('cannot be moved to another subscription', () => {
    const box = new SecretBox(file);
    expect(() => box.open(box.seal(newSecret(), 'a'), 'b')).toThrow();
  });
});
