import { createOTP } from '@better-auth/utils/otp';
import { freePort } from '@reprise/local-servers';
import pg from 'pg';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { Lab } from '../lab.ts';
import { PAGE_PATIENCE_MS, personsWindow } from '../pages/browser.ts';
import { startSimulated } from '../showroom/showroom.ts';

export const PASSWORD = 'three lemurs in a lab';

/** A Reprise instance served at `localhost`, because passkeys are bound to a host name, not to an address. */
export async function startAtLocalhost(
  env: Record<string, string> = {},
  port?: number,
): Promise<{ lab: Lab; url: string; link: string }> {
  port ??= await freePort();
  const url = `http://localhost:${String(port)}`;
  const lab = await startSimulated({ REPRISE_PORT: String(port), REPRISE_PUBLIC_URL: url, ...env });
  return { lab, url, link: `${url}${new URL(lab.system.link).pathname}${new URL(lab.system.link).search}` };
}

/** A person in a fresh browser context. */
export async function newPerson(browser: Browser): Promise<{ context: BrowserContext; page: Page }> {
  const context = await browser.newContext(personsWindow);
  const page = await context.newPage();
  page.setDefaultTimeout(PAGE_PATIENCE_MS);
  return { context, page };
}

/** Gives a browser an authenticator that creates and uses passkeys without prompting. */
export async function addAuthenticator(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('WebAuthn.enable');
  await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}

/**
 * Returns the code that an authenticator app would show.
 * @param key as shown by the page (base32)
 * @param step 1 for the next code, which is already valid. Each code works only once
 */
export const codeOf = (key: string, step: 0 | 1 = 0): Promise<string> =>
  createOTP(fromBase32(key), { digits: 6, period: 30 }).hotp(Math.floor(Date.now() / 30_000) + step);

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
function fromBase32(key: string): string {
  const bits = Array.from(key.replace(/=+$/, ''))
    .map((letter) => ALPHABET.indexOf(letter).toString(2).padStart(5, '0'))
    .join('');
  const bytes = bits.match(/.{8}/g) ?? [];
  return Buffer.from(bytes.map((byte) => Number.parseInt(byte, 2))).toString();
}

/** Ages a user's newest session past the limit, as if 30 days had passed. */
export async function outlive(databaseUrl: string, email: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rowCount } = await client.query(
      `update access.session set "createdAt" = now() - interval '31 days' where id = (
        select session.id from access.session join access."user" on "user".id = session."userId"
        where "user".email = $1 order by session."createdAt" desc limit 1)`,
      [email],
    );
    if (rowCount !== 1) throw new Error(`${email} has no session`);
  } finally {
    await client.end();
  }
}
