import { createHash, createPublicKey } from 'node:crypto';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { copyPublicKey, keepSigningKey, trustedKeys } from './keys.ts';

let scratch: string;
let folder: string;
beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), 'reprise-keys-'));
  folder = join(scratch, 'audit');
});
afterEach(() => rmSync(scratch, { recursive: true }));

describe('the key that signs heads', () => {
  it('is created once, readable by its owner only, also after others could read it', () => {
    const { keyId, privateKey, publicKey } = keepSigningKey(folder);
    const file = join(folder, 'private-key.pem');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file, 'utf8')).toMatch(/^-----BEGIN PRIVATE KEY-----/);
    expect(privateKey.asymmetricKeyType).toBe('ed25519');
    expect(createPublicKey(privateKey).equals(publicKey)).toBe(true);
    chmodSync(file, 0o644);
    expect(keepSigningKey(folder).keyId).toBe(keyId);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('is named after its public half, which its folder trusts', () => {
    const { keyId, publicKey } = keepSigningKey(folder);
    const der = publicKey.export({ type: 'spki', format: 'der' });
    expect(keyId).toBe(createHash('sha256').update(der).digest('hex').slice(0, 16));
    expect(readdirSync(join(folder, 'public-keys'))).toEqual([`${keyId}.pem`]);
    expect([...trustedKeys(folder)].map(([id, key]) => [id, key.equals(publicKey)])).toEqual([[keyId, true]]);
  });
});

describe('the trusted keys of a folder', () => {
  it('are all that it contains, also those of other gateways', async () => {
    const [own, other] = [keepSigningKey(folder), keepSigningKey(join(scratch, 'other'))];
    await copyPublicKey(folder, other.publicKey);
    writeFileSync(join(folder, 'public-keys', 'README'), 'no key');
    expect([...trustedKeys(folder).keys()].toSorted()).toEqual([own.keyId, other.keyId].toSorted());
  });

  it('are copied into a folder that does not exist yet', async () => {
    const { keyId, publicKey } = keepSigningKey(folder);
    const elsewhere = join(scratch, 'far', 'away');
    await copyPublicKey(elsewhere, publicKey);
    await copyPublicKey(elsewhere, publicKey);
    expect([...trustedKeys(elsewhere).keys()]).toEqual([keyId]);
  });

  it('include its own if a power failure emptied the file, which is written again', () => {
    const { keyId, publicKey } = keepSigningKey(folder);
    const file = join(folder, 'public-keys', `${keyId}.pem`);
    writeFileSync(file, '');
    expect(trustedKeys(folder).get(keyId)?.equals(publicKey)).toBe(true);
    keepSigningKey(folder);
    expect(createPublicKey(readFileSync(file)).equals(publicKey)).toBe(true);
  });

  it('cannot be read if that of another gateway is damaged, which the error names', () => {
    keepSigningKey(folder);
    writeFileSync(join(folder, 'public-keys', 'other.pem'), '');
    expect(() => trustedKeys(folder)).toThrow(/other\.pem cannot be read as a public key/);
  });

  it('are empty for an empty folder, but not for an unreadable one', () => {
    expect(trustedKeys(folder).size).toBe(0);
    writeFileSync(folder, 'in the way');
    expect(() => trustedKeys(folder)).toThrow('ENOTDIR');
  });
});
