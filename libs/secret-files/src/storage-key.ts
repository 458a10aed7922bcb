import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeOnce } from './make-once.ts';

/** A runner and the storage that it claims to have. */
export interface StoragePlace {
  readonly runner_id: string;
  readonly storage_id: string;
}

/** Public part of a storage key, and the signature for a runner. */
export interface StorageProof {
  /** Ed25519 key as SubjectPublicKeyInfo in base64. */
  readonly public_key: string;
  /** Signature in base64, valid only for this runner and storage. */
  readonly proof: string;
}

const statement = ({ runner_id, storage_id }: StoragePlace): Buffer =>
  Buffer.from(JSON.stringify(['reprise storage', runner_id, storage_id]));

/**
 * Proves that a runner has this storage, with the key that is next to the storage id in the data dir. Creates the key
 * if it is missing.
 */
export function proveStorage(dataDir: string, place: StoragePlace): StorageProof {
  const file = join(dataDir, 'storage.key');
  makeOnce(file, () => generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
  const key = createPrivateKey(readFileSync(file));
  return {
    public_key: createPublicKey(key).export({ type: 'spki', format: 'der' }).toString('base64'),
    proof: sign(null, statement(place), key).toString('base64'),
  };
}

/** Whether a proof was made with the key. False if the key is invalid. */
export function isProven(publicKey: string, place: StoragePlace, proof: string): boolean {
  try {
    const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), type: 'spki', format: 'der' });
    return verify(null, statement(place), key, Buffer.from(proof, 'base64'));
  } catch {
    return false;
  }
}
