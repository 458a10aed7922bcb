import type { Page } from '@reprise/contracts';
import type { AccountSession, AccountView, TotpSetup } from '../../contract/index.ts';
import { createOTP } from '@better-auth/utils/otp';
import pg from 'pg';
import { problemOf, startServers, TestGateway, type Servers } from '@reprise/gateway/testing/test-gateway.ts';
import { Browser } from '@reprise/gateway/testing/browser.ts';
import { ana as person, ben, firstAdmin, invite, signIn } from '@reprise/gateway/testing/people.ts';

let servers: Servers;
let gateway: TestGateway;
let ana: Browser;
let password: string = person.password;
beforeAll(async () => {
  servers = await startServers();
  gateway = await TestGateway.start(servers);
  ana = await firstAdmin(gateway);
});
afterAll(async () => {
  await gateway.stop();
  await servers.stop();
});

const account = () => ana.json<AccountView>('/api/account');
const again = () => signIn(gateway, { email: person.email, password });

describe('the own account', () => {
  it('shows its means of sign-in, and changes its name', async () => {
    expect(await account()).toMatchObject({ name: 'Ana Ruiz', has_password: true, totp_enabled: false, passkeys: [] });
    expect((await ana.send('PATCH', '/api/account', { name: 'Ana M. Ruiz' })).status).toBe(200);
    expect((await account()).name).toBe('Ana M. Ruiz');
  });

  it('changes its password after checking the current one, and ends the other sessions', async () => {
    const other = await again();
    const wrong = await ana.post('/api/account/password', {
      current_password: 'x',
      new_password: 'a new long password',
    });
    expect(await problemOf(wrong)).toMatchObject({ status: 422, errors: [{ field: 'current_password' }] });
    const body = { current_password: password, new_password: 'a new long password' };
    expect((await ana.post('/api/account/password', body)).status).toBe(204);
    password = body.new_password;
    expect((await other.get('/api/session')).status).toBe(401);
    expect((await ana.get('/api/session')).status).toBe(200);
  });

  it('lists its sessions, and ends one of them at once', async () => {
    const other = await again();
    const { items } = await ana.json<Page<AccountSession>>('/api/account/sessions');
    expect(items).toHaveLength(2);
    expect(items.filter(({ current }) => current)).toHaveLength(1);
    expect(items[0]).toMatchObject({
      user_agent: 'Test browser',
      address: expect.stringContaining('127.0.0.1') as string,
    });
    const { session_id } = items.find(({ current }) => !current)!;
    expect((await ana.send('DELETE', `/api/account/sessions/${session_id}`)).status).toBe(204);
    expect((await other.get('/api/session')).status).toBe(401);
    expect((await ana.send('DELETE', `/api/account/sessions/${session_id}`)).status).toBe(404);
  });

  it('is read-only for a token and for the local administrator', async () => {
    expect((await gateway.fetch('/api/account')).status).toBe(404);
    const made = await ana.post('/api/tokens', { name: 'x', role: 'admin' });
    const { secret } = (await made.json()) as { secret: string };
    const body = { current_password: password, new_password: 'a new long password' };
    const authorization = `Bearer ${secret}`;
    const changed = await gateway.post('/api/account/password', body, { authorization });
    expect([changed.status, (await problemOf(changed)).detail]).toEqual([403, 'An API token cannot do this: sign in.']);
    expect((await gateway.fetch('/api/account', { headers: { authorization } })).status).toBe(200);
  });
});

describe('a passkey', () => {
  it('is created and used only by a device that verifies its person', async () => {
    const made = await ana.post('/api/account/passkeys/options');
    expect(await made.json()).toMatchObject({ authenticatorSelection: { userVerification: 'required' } });
    const used = await new Browser(gateway).post('/api/sign-in/passkey/options');
    expect(await used.json()).toMatchObject({ userVerification: 'required' });
  });

  it('is not removed as the last means of sign-in, also by two requests at once', async () => {
    const user = await invite(gateway, ana, ben);
    const { user_id } = await user.json<AccountView>('/api/account');
    const client = new pg.Client({ connectionString: servers.postgres.url });
    await client.connect();
    await client.query(`delete from access."account" where "userId" = $1`, [user_id]);
    const { rows } = await client.query<{ id: string }>(
      `insert into access."passkey" ("name", "publicKey", "userId", "credentialID", "counter", "deviceType", "backedUp")
         select 'Key ' || n, 'key', $1, 'credential-' || n, 0, 'singleDevice', false from generate_series(1, 2) n
         returning id`,
      [user_id],
    );
    await client.end();
    const removals = rows.map(({ id }) => user.send('DELETE', `/api/account/passkeys/${id}`));
    const statuses = (await Promise.all(removals)).map(({ status }) => status);
    expect(statuses.toSorted()).toEqual([204, 409]);
    expect((await user.json<AccountView>('/api/account')).passkeys).toHaveLength(1);
  });
});

describe('the second factor', () => {
  let setup: TotpSetup;
  const used = new Set<string>();

  /**
   * Returns a valid code that has not been used yet. The codes of the previous and the next time step are valid too.
   */
  async function code(): Promise<string> {
    const otp = createOTP(Buffer.from(secretOf(setup.uri)).toString(), { digits: 6, period: 30 });
    const now = Math.floor(Date.now() / 30_000);
    const codes = await Promise.all([0, 1, -1].map((step) => otp.hotp(now + step)));
    return codes.find((each) => !used.has(each))!;
  }

  async function use(post: (code: string) => Promise<Response>): Promise<number> {
    const each = await code();
    used.add(each);
    return (await post(each)).status;
  }

  it('takes effect once it is confirmed by a code', async () => {
    setup = (await (await ana.post('/api/account/totp', { password })).json()) as TotpSetup;
    expect(setup.backup_codes).toHaveLength(10);
    expect((await ana.post('/api/account/totp/confirm', { code: '000000' })).status).toBe(422);
    expect((await account()).totp_enabled).toBe(false);
    expect(await use((each) => ana.post('/api/account/totp/confirm', { code: each }))).toBe(204);
    expect((await account()).totp_enabled).toBe(true);
  });

  it('follows the password, and no session opens before it', async () => {
    const browser = new Browser(gateway);
    const first = await browser.post('/api/sign-in/password', { email: person.email, password });
    expect(await first.json()).toEqual({ next: 'totp' });
    expect((await browser.get('/api/session')).status).toBe(401);
    expect((await browser.post('/api/sign-in/totp', { code: '000000' })).status).toBe(401);
    expect(await use((each) => browser.post('/api/sign-in/totp', { code: each }))).toBe(200);
    expect((await browser.get('/api/session')).status).toBe(200);
    const copy = browser.copy();
    await browser.post('/api/sign-in/password', { email: person.email, password });
    expect((await copy.get('/api/session')).status).toBe(401);
  });

  it('accepts a code once, for any sender', async () => {
    for (const seen of used) {
      const browser = new Browser(gateway);
      await browser.post('/api/sign-in/password', { email: person.email, password });
      const refused = await browser.post('/api/sign-in/totp', { code: seen });
      expect(await problemOf(refused)).toMatchObject({
        status: 401,
        detail: expect.stringContaining('used already') as string,
      });
      expect((await browser.get('/api/session')).status).toBe(401);
    }
  });

  it('can be replaced by a backup code, once', async () => {
    const [backup = ''] = setup.backup_codes;
    const statuses: number[] = [];
    for (const browser of [new Browser(gateway), new Browser(gateway)]) {
      await browser.post('/api/sign-in/password', { email: person.email, password });
      statuses.push((await browser.post('/api/sign-in/totp', { code: backup, backup: true })).status);
    }
    expect(statuses).toEqual([200, 401]);
    expect((await account()).backup_codes_left).toBe(setup.backup_codes.length - 1);
  });

  it('accepts each backup code at its first use, also right after wrong ones and in any notation', async () => {
    const [, ...left] = setup.backup_codes;
    const typed = [
      (code: string) => code.replace('-', ''),
      (code: string) => ` ${code.replace('-', ' – ')} `,
      (code: string) => code,
    ];
    for (const [n, code] of left.slice(0, 3).entries()) {
      const browser = new Browser(gateway);
      await browser.post('/api/sign-in/password', { email: person.email, password });
      expect((await browser.post('/api/sign-in/totp', { code: 'aaaaa-aaaaa', backup: true })).status).toBe(401);
      expect((await browser.post('/api/sign-in/totp', { code: typed[n]!(code), backup: true })).status).toBe(200);
      expect((await browser.get('/api/session')).status).toBe(200);
    }
  });

  it('is refused without a preceding password, and after five wrong codes', async () => {
    expect((await new Browser(gateway).post('/api/sign-in/totp', { code: await code() })).status).toBe(401);
    const browser = new Browser(gateway);
    await browser.post('/api/sign-in/password', { email: person.email, password });
    for (let n = 0; n < 5; n++) await browser.post('/api/sign-in/totp', { code: '000000' });
    expect((await browser.post('/api/sign-in/totp', { code: await code() })).status).toBe(401);
  });

  it('is disabled with the password', async () => {
    expect((await ana.post('/api/account/totp/remove', { password: 'x' })).status).toBe(422);
    expect((await ana.post('/api/account/totp/remove', { password })).status).toBe(204);
    expect((await again()).cookies.size).toBe(1);
  });
});

describe('signing out everywhere', () => {
  it('ends every session of the person', async () => {
    const other = await again();
    expect((await ana.post('/api/session/sign-out-everywhere')).status).toBe(204);
    expect([(await ana.get('/api/session')).status, (await other.get('/api/session')).status]).toEqual([401, 401]);
  });
});

/** Secret in the URI of the authenticator app, decoded from Base32 (RFC 4648). */
function secretOf(uri: string): Uint8Array {
  const text = new URL(uri).searchParams.get('secret') ?? '';
  const bits = Array.from(text).map((letter) =>
    'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'),
  );
  return Uint8Array.from(bits.join('').match(/.{8}/g) ?? [], (byte) => Number.parseInt(byte, 2));
}
