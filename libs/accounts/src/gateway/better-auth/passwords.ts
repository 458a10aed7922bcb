import { hash, verify } from '@node-rs/argon2';

/** Source: OWASP Password Storage Cheat Sheet, Argon2id with the lowest memory. Argon2id is the library's default. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Hashes passwords with Argon2id. */
export const passwords = {
  hash: (password: string): Promise<string> => hash(password, COST),
  verify: (given: { hash: string; password: string }): Promise<boolean> => verify(given.hash, given.password),
};
