import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { chmodSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeOnce, writeDurably } from '@reprise/secret-files';

export interface SigningKey {
  readonly keyId: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

const PUBLIC_KEYS = 'public-keys';

/** The first 16 hexadecimal digits of the SHA-256 of the public key (SubjectPublicKeyInfo, DER). */
const keyIdOf = (publicKey: KeyObject): string =>
  createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest('hex')
    .slice(0, 16);

/**
 * The Ed25519 key of a folder, created on the first call. Only the owner of the folder can read it. Its public half is
 * trusted in this folder.
 */
export function keepSigningKey(folder: string): SigningKey {
  const file = privateKeyFile(folder);
  makeOnce(file, newKey);
  chmodSync(file, 0o600);
  const privateKey = createPrivateKey(readFileSync(file));
  const publicKey = createPublicKey(privateKey);
  trustKey(folder, publicKey);
  return { keyId: keyIdOf(publicKey), privateKey, publicKey };
}

const privateKeyFile = (folder: string): string => join(folder, 'private-key.pem');

const newKey = (): string =>
  generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

/** Stores a public key in the place where `trustedKeys` finds it. */
function trustKey(folder: string, publicKey: KeyObject): void {
  mkdirSync(join(folder, PUBLIC_KEYS), { recursive: true });
  const [file, pem] = [publicKeyFile(folder, publicKey), pemOf(publicKey)];
  if (readIfThere(file) !== pem) writeDurably(file, pem, 0o644);
}

/** Stores a public key next to copied heads, in a folder that may be slow. */
export async function copyPublicKey(folder: string, publicKey: KeyObject): Promise<void> {
  await mkdir(join(folder, PUBLIC_KEYS), { recursive: true });
  await writeFile(publicKeyFile(folder, publicKey), pemOf(publicKey));
}

const publicKeyFile = (folder: string, publicKey: KeyObject): string =>
  join(folder, PUBLIC_KEYS, `${keyIdOf(publicKey)}.pem`);

const pemOf = (publicKey: KeyObject): string => publicKey.export({ type: 'spki', format: 'pem' }).toString();

/**
 * Every public key that a folder trusts, by id: its own, earlier ones, and those of other gateways. Its own is derived
 * from the private key, because a power failure can damage the file with the public one.
 * @throws Error that names a damaged file
 */
export function trustedKeys(folder: string): Map<string, KeyObject> {
  const keys = join(folder, PUBLIC_KEYS);
  const privateKey = readIfThere(privateKeyFile(folder));
  const own = privateKey === null ? [] : [createPublicKey(createPrivateKey(privateKey))];
  const files = namesIn(keys).map((name) => join(keys, name));
  const known = files.map((file) => own.find((key) => publicKeyFile(folder, key) === file) ?? readPublicKey(file));
  return new Map(known.map((key) => [keyIdOf(key), key]));
}

function readPublicKey(file: string): KeyObject {
  try {
    return createPublicKey(readFileSync(file));
  } catch (error) {
    throw new Error(`${file} cannot be read as a public key. Restore it from a copy or a backup.`, { cause: error });
  }
}

/** Returns null if the file does not exist, or only another user may read it. */
function readIfThere(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (['ENOENT', 'EACCES'].includes((error as NodeJS.ErrnoException).code ?? '')) return null;
    throw error;
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => name.endsWith('.pem'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
