import type { Page } from 'playwright-core';

/** The pages for sign-in, the account and users. */
export class AccessPages {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  says = (text: string | RegExp): Promise<void> =>
    this.#orTells(this.#page.getByText(text).filter({ visible: true }).first().waitFor());

  heading = (name: string): Promise<void> =>
    this.#orTells(this.#page.getByRole('heading', { name, level: 1 }).waitFor());

  press = (name: string | RegExp): Promise<void> => this.#page.getByRole('button', { name }).first().click();

  async fill(fields: Record<string, string>): Promise<void> {
    for (const [label, value] of Object.entries(fields))
      await this.#page.getByLabel(label, { exact: true }).fill(value);
  }

  async makeFirstAdmin(name: string, email: string, password: string): Promise<void> {
    await this.heading('Welcome. Who are you?');
    await this.fill({ Name: name, 'E-mail': email, Password: password, 'Password, once more': password });
    await this.press('Make my account');
  }

  async signIn(email: string, password: string): Promise<void> {
    await this.heading('Sign in');
    await this.fill({ 'E-mail': email, Password: password });
    await this.press('Sign in');
  }

  /** Opens the user menu, and selects an item. */
  async pick(item: string): Promise<void> {
    await this.press(/account and settings$/);
    await this.#page.getByRole('menuitem', { name: item, exact: true }).click();
  }

  /** Waits until the page is reloaded, because the form may appear briefly before that, and lose typed text. */
  async signOut(item: 'Sign out' | 'Sign out everywhere' = 'Sign out'): Promise<void> {
    await Promise.all([this.#page.waitForEvent('load'), this.pick(item)]);
    await this.heading('Sign in');
  }

  /** Invites a user from the users page. @returns the link */
  async invite(email: string, role: string): Promise<string> {
    await this.#page.getByRole('link', { name: 'Users' }).click();
    await this.press('Invite a user');
    await this.fill({ 'E-mail': email });
    await this.#page.getByRole('radio', { name: new RegExp(`^${role}`) }).check();
    await this.press('Make link');
    const link = (await this.#page.getByRole('dialog').locator('code').textContent()) ?? '';
    await this.press('Done');
    return link.trim();
  }

  async accept(name: string, password: string): Promise<void> {
    await this.heading('Join Reprise');
    await this.fill({ 'Your name': name, 'New password': password, 'New password, once more': password });
    await this.press('Make my account');
  }

  /** Continues without a passkey, and waits until the page shows the user, possibly after a reload. */
  async skipPasskey(name: string): Promise<void> {
    await this.press('Not now');
    await this.says(name);
  }

  /** Adds the current text of the page to the error if the wait fails. */
  async #orTells(wait: Promise<void>): Promise<void> {
    await wait.catch(async (error: unknown) => {
      const read = await this.#page.locator('body').innerText();
      throw new Error(`${String(error)}\nThe page ${this.#page.url()} reads: ${read}`, { cause: error });
    });
  }
}
