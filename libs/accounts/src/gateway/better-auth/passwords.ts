import { hash, verify } from '@node-rs/argon2';

/** Source: OWASP Password Storage Cheat Sheet, Argon2id with the least memory; the library's default is Argon2id. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Hashes of passwords, by Argon2id. */
export const passwords = {
  hash: (password: string): Promise<string> => hash(password, COST),
  verify: (given: { hash: string; password: string }): Promise<boolean> => verify(given.hash, given.password),
};
