import type { Locator, Page } from 'playwright-core';

/** The webhook pages: the list, a single webhook, and their dialogs. */
export class WebhooksPage {
  readonly #page: Page;

  private constructor(page: Page) {
    this.#page = page;
  }

  static async openFromMenu(page: Page): Promise<WebhooksPage> {
    await page.getByRole('link', { name: 'Notifications' }).first().click();
    await page.getByRole('heading', { name: 'Notifications', level: 1 }).waitFor();
    return new WebhooksPage(page);
  }

  async startNew(): Promise<void> {
    await this.#page.getByRole('button', { name: 'New subscription' }).first().click();
  }

  async fill(address: string, description: string): Promise<void> {
    await this.#dialog.getByLabel('Address').fill(address);
    await this.#dialog.getByLabel('Description').fill(description);
  }

  async make(): Promise<void> {
    await this.#dialog.getByRole('button', { name: 'Create subscription' }).click();
  }

  /** Error reported by the server for the address. */
  async complaint(): Promise<string> {
    const hint = this.#dialog.locator('#rp-hook-url-hint.bad');
    await hint.waitFor();
    return (await hint.textContent()) ?? '';
  }

  /** Returns the secret, which is shown only once and is not dismissed by Escape. Then opens the webhook's page. */
  async keepSecret(): Promise<string> {
    await this.#dialog.locator('code').waitFor();
    await this.#page.keyboard.press('Escape');
    const secret = (await this.#dialog.locator('code').textContent()) ?? '';
    await this.#dialog.getByRole('button', { name: 'I have saved it' }).click();
    await this.#page.waitForURL(/\/webhooks\/[0-9a-f-]{36}/);
    return secret;
  }

  async sendTest(): Promise<void> {
    await this.#page.getByRole('button', { name: 'Send test' }).click();
  }

  /** Waits until the newest delivery has this state. */
  async newestIs(state: string, about: string): Promise<void> {
    const newest = this.#page.locator('[data-delivery]').first();
    await newest.filter({ hasText: state }).filter({ hasText: about }).waitFor();
  }

  /** Opens the newest delivery, and returns the text of its request and responses. */
  async openNewest(): Promise<string> {
    const newest = this.#page.locator('[data-delivery]').first();
    await newest.getByRole('button', { name: /request and answers$/ }).click();
    await newest.getByRole('region', { name: 'Request' }).waitFor();
    return (await newest.textContent()) ?? '';
  }

  async tryNewestNow(): Promise<void> {
    await this.#page
      .locator('[data-delivery]')
      .first()
      .getByRole('button', { name: /^(Try now|Replay)/ })
      .click();
  }

  async says(text: string | RegExp): Promise<void> {
    await this.#page.getByRole('main').getByText(text).first().waitFor();
  }

  async remove(): Promise<void> {
    await this.#page.getByRole('button', { name: 'More for this subscription' }).click();
    await this.#page.getByRole('menuitem', { name: 'Delete' }).click();
    await this.#dialog.getByRole('button', { name: 'Delete subscription' }).click();
    await this.#page.waitForURL(/\/webhooks$/);
  }

  get #dialog(): Locator {
    return this.#page.locator('[role=dialog], [role=alertdialog]');
  }
}
