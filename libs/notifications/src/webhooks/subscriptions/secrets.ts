import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { makeOnce } from '@reprise/secret-files';
import { Webhook } from 'standardwebhooks';

const PREFIX = 'whsec_';
const BYTES = 32;
const IV = 12;
const TAG = 16;

/** Creates a new secret in the format for receivers. Source: Standard Webhooks 1.0.0, "Secret serialization". */
export const newSecret = (): string => PREFIX + randomBytes(BYTES).toString('base64');

/**
 * Returns the value of `webhook-signature`: a signature with each secret, the current one first. `timestamp` is in
 * seconds.
 */
export const signatures = (secrets: readonly string[], id: string, timestamp: number, body: string): string =>
  secrets.map((secret) => new Webhook(secret).sign(id, new Date(timestamp * 1000), body)).join(' ');

/** Protects secrets from readers of the database: AES-256-GCM, with a key in a file. */
export class SecretBox {
  readonly #file: string;
  #key: Buffer | undefined;

  /** The file is created when the first secret is sealed. Only its owner can read it. */
  constructor(file: string) {
    this.#file = file;
  }

  /** The result is bound to `owner`, so that it cannot be opened if it is moved to another subscription. */
  seal(secret: string, owner: string): string {
    const iv = randomBytes(IV);
    const cipher = createCipheriv('aes-256-gcm', this.key(), iv).setAAD(Buffer.from(owner));
    const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
    return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64');
  }

  /** @throws Error if it was sealed with a different key, or changed */
  open(sealed: string, owner: string): string {
    const bytes = Buffer.from(sealed, 'base64');
    const decipher = createDecipheriv('aes-256-gcm', this.key(), bytes.subarray(0, IV))
      .setAAD(Buffer.from(owner))
      .setAuthTag(bytes.subarray(IV, IV + TAG));
    return decipher.update(bytes.subarray(IV + TAG), undefined, 'utf8') + decipher.final('utf8');
  }

  private key(): Buffer {
    this.#key ??= readOrCreateKey(this.#file);
    return this.#key;
  }
}

function readOrCreateKey(file: string): Buffer {
  makeOnce(file, () => `${randomBytes(BYTES).toString('base64')}\n`);
  const key = Buffer.from(readFileSync(file, 'utf8').trim(), 'base64');
  if (key.length !== BYTES) throw new Error(`${file} holds no key of ${String(BYTES)} bytes in base64`);
  return key;
}
