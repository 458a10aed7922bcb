import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { RateLimiterPostgres } from 'rate-limiter-flexible';
import { ProblemException } from '../../shared/http/problem.ts';
import { ACCESS_SCHEMA } from '../database/access-database.ts';
import { AuthHost } from './auth-host.ts';

const QUARTER_S = 15 * 60;
/** Failures within a quarter of an hour, after which sign-ins are refused for one. Source: OWASP ASVS 5, 6.3.1. */
const PER_ACCOUNT = 10;
const PER_ADDRESS = 100;

/** Failed sign-ins by account and by address, in Postgres: a restart forgets none, and gateways count together. */
@Injectable()
export class SignInLimits {
  readonly #account: RateLimiterPostgres;
  readonly #address: RateLimiterPostgres;

  constructor({ database: { pool } }: AuthHost) {
    const limiter = (keyPrefix: string, points: number) =>
      new RateLimiterPostgres({
        ...{
          storeClient: pool,
          storeType: 'pool',
          schemaName: ACCESS_SCHEMA,
          tableName: 'rate_limit',
          tableCreated: true,
        },
        ...{ keyPrefix, points, duration: QUARTER_S, blockDuration: QUARTER_S },
      });
    this.#account = limiter('account', PER_ACCOUNT);
    this.#address = limiter('address', PER_ADDRESS);
  }

  /** @throws ProblemException 429 where there were too many failures; it is the same for accounts that do not exist */
  async check(account: string, address: string): Promise<void> {
    const found = await Promise.all([this.#account.get(keyOf(account)), this.#address.get(keyOf(address))]);
    const blocked = found.find((one, n) => one !== null && one.consumedPoints >= (n === 0 ? PER_ACCOUNT : PER_ADDRESS));
    if (blocked) throw tooMany(blocked.msBeforeNext);
  }

  /** Counts a failure; the last one allowed blocks for a quarter of an hour from now. */
  async fail(account: string, address: string): Promise<void> {
    const count = async (limiter: RateLimiterPostgres, key: string) => {
      const { consumedPoints } = await limiter.penalty(keyOf(key));
      if (consumedPoints >= limiter.points) await limiter.block(keyOf(key), QUARTER_S);
    };
    await Promise.all([count(this.#account, account), count(this.#address, address)]);
  }

  /** Forgets the failures of an account. */
  async succeed(account: string): Promise<void> {
    await this.#account.delete(keyOf(account));
  }
}

/** Addresses of people are not kept beyond their accounts. */
const keyOf = (text: string): string => createHash('sha256').update(text).digest('base64url');

const tooMany = (milliseconds: number): ProblemException => {
  const minutes = Math.max(1, Math.ceil(milliseconds / 60_000));
  return new ProblemException(
    429,
    `Too many sign-ins failed. Try again in ${String(minutes)} min, or ask an admin for a reset link.`,
    { headers: { 'retry-after': String(Math.max(1, Math.ceil(milliseconds / 1000))) } },
  );
};
