import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '@reprise/local-servers';
import { oidcServer, type OidcServer } from '@reprise/testing';
import type { Browser, Page } from 'playwright-core';
import type { Lab } from '../lab.ts';
import { AccessPages } from '../pages/access-pages.ts';
import { openBrowser } from '../pages/browser.ts';
import { newPerson, PASSWORD, startAtLocalhost } from './access-lab.ts';

/** E-mail of the admin. */
export const ANA = 'ana@lab.example';
/** Who is in the directory at the start. */
export const cleo = { name: 'Cleo Marin', email: 'cleo@lab.example', groups: ['lab'] };
export const guest = { name: 'A guest', email: 'guest@other.example', groups: ['visitors'] };

/** One Reprise for several journeys, each with people of its own: it has an admin, Ana Ruiz, and a directory, and a rerun is approved. */
export class SharedLab {
  lab!: Lab;
  url!: string;
  browser!: Browser;
  directory!: OidcServer;
  /** Where Ana is signed in. */
  admin!: { readonly page: Page; readonly access: AccessPages };
  readonly #folder = mkdtempSync(join(tmpdir(), 'reprise-directory-'));

  async start(): Promise<void> {
    const port = await freePort();
    this.directory = await oidcServer(`http://localhost:${String(port)}`, { cleo, guest });
    await this.directory.start();
    const secretFile = join(this.#folder, 'client.secret');
    writeFileSync(secretFile, this.directory.clientSecret, { mode: 0o600 });
    const settings = {
      ...{ REPRISE_OIDC_ISSUER: this.directory.issuer, REPRISE_OIDC_CLIENT_ID: this.directory.clientId },
      ...{ REPRISE_OIDC_CLIENT_SECRET_FILE: secretFile, REPRISE_OIDC_ROLES: 'lab=operator,heads=admin' },
      REPRISE_OIDC_LABEL: 'Sign in with Lab ID',
      ...{ REPRISE_APPROVALS: 'rerun', REPRISE_WEBHOOK_ALLOW_PRIVATE: '127.0.0.1' },
    };
    const [{ lab, url, link }, browser] = await Promise.all([startAtLocalhost(settings, port), openBrowser()]);
    [this.lab, this.url, this.browser] = [lab, url, browser];
    const { page } = await newPerson(browser);
    const access = new AccessPages(page);
    this.admin = { page, access };
    await page.goto(link);
    await access.makeFirstAdmin('Ana Ruiz', ANA, PASSWORD);
    await access.skipPasskey('Ana Ruiz');
  }

  /** Lets Ana invite somebody, wherever her page is. @returns the link */
  async invite(email: string, role: string): Promise<string> {
    await this.admin.page.goto(`${this.url}/jobs`);
    return this.admin.access.invite(email, role);
  }

  async stop(): Promise<void> {
    await this.browser.close();
    await this.lab.stop();
    await this.directory.stop();
    rmSync(this.#folder, { recursive: true });
  }
}
