import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '@reprise/local-servers';
import { oidcServer, type OidcServer } from '@reprise/testing';
import type { Role } from '@reprise/contracts';
import type { OneTimeLink } from '@reprise/accounts/contract';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { Lab } from '../lab.ts';
import { AccessPages } from '../pages/access-pages.ts';
import { openBrowser, PAGE_PATIENCE_MS } from '../pages/browser.ts';
import { newPerson, PASSWORD, startAtLocalhost } from './access-lab.ts';

/** A user signed in to a separate browser. */
export interface SignedIn {
  readonly context: BrowserContext;
  readonly page: Page;
  readonly access: AccessPages;
}

/** E-mail of the admin. */
export const ANA = 'ana@lab.example';
/** Initial entries of the directory. */
export const cleo = { name: 'Cleo Marin', email: 'cleo@lab.example', groups: ['lab'] };
export const guest = { name: 'A guest', email: 'guest@other.example', groups: ['visitors'] };

/**
 * One Reprise that is shared by several tests, each with its own users. It has a directory, and reruns require
 * approval.
 */
export class SharedLab {
  lab!: Lab;
  url!: string;
  browser!: Browser;
  directory!: OidcServer;
  /** Link of the first start. */
  link!: string;
  #admin: Promise<SignedIn> | undefined;
  readonly #folder = mkdtempSync(join(tmpdir(), 'reprise-directory-'));

  async start(): Promise<void> {
    const port = await freePort();
    this.directory = await oidcServer(`http://localhost:${String(port)}`, { cleo, guest });
    await this.directory.start();
    const secretFile = join(this.#folder, 'client.secret');
    writeFileSync(secretFile, this.directory.clientSecret, { mode: 0o600 });
    const settings = {
      REPRISE_OIDC_ISSUER: this.directory.issuer,
      REPRISE_OIDC_CLIENT_ID: this.directory.clientId,
      REPRISE_OIDC_CLIENT_SECRET_FILE: secretFile,
      REPRISE_OIDC_ROLES: 'lab=operator,heads=admin',
      REPRISE_OIDC_LABEL: 'Sign in with Lab ID',
      REPRISE_APPROVALS: 'rerun',
      REPRISE_WEBHOOK_ALLOW_PRIVATE: '127.0.0.1',
    };
    const [{ lab, url, link }, browser] = await Promise.all([startAtLocalhost(settings, port), openBrowser()]);
    Object.assign(this, { lab, url, link, browser });
  }

  /** Ana Ruiz, who creates the first account when it is offered. */
  admin(): Promise<SignedIn> {
    this.#admin ??= this.#makeAdmin();
    return this.#admin;
  }

  async #makeAdmin(): Promise<SignedIn> {
    const { context, page } = await newPerson(this.browser);
    const access = new AccessPages(page);
    await page.goto(this.link);
    await access.heading('Welcome. Who are you?');
    await access.press('Skip for now');
    await access.says('Local administrator');
    await access.pick('Make the first account');
    await access.makeFirstAdmin('Ana Ruiz', ANA, PASSWORD);
    await access.skipPasskey('Ana Ruiz');
    return { context, page, access };
  }

  /** A user invited by Ana, with an empty page. */
  async addPerson(name: string, email: string, role: Role): Promise<SignedIn> {
    const { context, page } = await newPerson(this.browser);
    const { path } = (await this.#post(await this.admin(), '/api/users/invites', { email, role })) as OneTimeLink;
    const access = new AccessPages(page);
    const signedIn = { context, page, access };
    await this.#post(signedIn, '/api/invites/accept', { secret: path.split('#')[1], name, password: PASSWORD });
    return signedIn;
  }

  /** Sends a request in a person's session, as the page does. */
  async #post({ context }: SignedIn, path: string, data: object): Promise<unknown> {
    const answer = await context.request.post(this.url + path, {
      data,
      headers: { origin: this.url },
      timeout: PAGE_PATIENCE_MS,
    });
    if (!answer.ok()) throw new Error(`POST ${path}: ${String(answer.status())} ${await answer.text()}`);
    return answer.json();
  }

  /** Invites a user as Ana, from any page. @returns the link */
  async invite(email: string, role: string): Promise<string> {
    const { page, access } = await this.admin();
    await page.goto(`${this.url}/jobs`);
    return access.invite(email, role);
  }

  async stop(): Promise<void> {
    await this.browser.close();
    await this.lab.stop();
    await this.directory.stop();
    rmSync(this.#folder, { recursive: true });
  }
}
