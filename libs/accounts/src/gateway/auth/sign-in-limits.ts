import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import { ProblemException } from '@reprise/gateway/shared/http/problem.ts';
import { ACCESS_SCHEMA } from '../database/access-database.ts';
import { AuthHost } from '../better-auth/auth-host.ts';

const QUARTER_S = 15 * 60;
/**
 * Number of failures within a quarter of an hour after which sign-ins are refused for the same duration. Source: OWASP
 * ASVS 5, 6.3.1.
 */
const PER_ACCOUNT = 10;
const PER_ADDRESS = 100;

/**
 * Counts failed sign-ins by account and by address. The counts are in Postgres, so that they survive restarts and
 * gateways share them.
 */
@Injectable()
export class SignInLimits {
  readonly #account: RateLimiterPostgres;
  readonly #address: RateLimiterPostgres;

  constructor({ database: { pool } }: AuthHost) {
    const limiter = (keyPrefix: string, points: number) =>
      new RateLimiterPostgres({
        storeClient: pool,
        storeType: 'pool',
        schemaName: ACCESS_SCHEMA,
        tableName: 'rate_limit',
        tableCreated: true,
        keyPrefix,
        points,
        duration: QUARTER_S,
        blockDuration: QUARTER_S,
      });
    this.#account = limiter('account', PER_ACCOUNT);
    this.#address = limiter('address', PER_ADDRESS);
  }

  /**
   * Runs a password check. The check is counted as a failure before it runs, so that concurrent requests cannot exceed
   * the limit. The count is reverted unless the password was wrong, and a correct password clears the account's
   * failures.
   * @throws ProblemException 429 after too many failures, even for accounts that do not exist
   */
  async count<T>(
    account: string,
    address: string,
    check: () => Promise<T>,
    isWrong: (error: unknown) => boolean,
  ): Promise<T> {
    await take(this.#address, address);
    await take(this.#account, account);
    const result = await check().catch(async (error: unknown) => {
      if (!isWrong(error)) await Promise.all([giveBack(this.#address, address), giveBack(this.#account, account)]);
      throw error;
    });
    await Promise.all([giveBack(this.#address, address), this.succeed(account)]);
    return result;
  }

  /** Clears the failures of an account. */
  async succeed(account: string): Promise<void> {
    await this.#account.delete(keyOf(account));
  }
}

async function take(limiter: RateLimiterPostgres, key: string): Promise<void> {
  await limiter.consume(keyOf(key)).catch((refused: unknown) => {
    throw refused instanceof RateLimiterRes ? tooMany(refused.msBeforeNext) : refused;
  });
}

/** If the database is unreachable, the failure remains counted. */
async function giveBack(limiter: RateLimiterPostgres, key: string): Promise<void> {
  await limiter.reward(keyOf(key)).catch(() => undefined);
}

/** Hashed, so that users' e-mail addresses are not kept longer than their accounts. */
const keyOf = (text: string): string => createHash('sha256').update(text).digest('base64url');

const tooMany = (milliseconds: number): ProblemException => {
  const minutes = Math.max(1, Math.ceil(milliseconds / 60_000));
  return new ProblemException(
    429,
    `Too many sign-ins failed. Try again in ${String(minutes)} min, or ask an admin for a reset link.`,
    { headers: { 'retry-after': String(Math.max(1, Math.ceil(milliseconds / 1000))) } },
  );
};
