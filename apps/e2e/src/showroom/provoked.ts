import type { Page } from 'playwright-core';

/** Answers put in the server's place, for states that are rare or slow to come about. */
const answer = (page: Page, path: RegExp, change: (body: Record<string, unknown>) => object, status = 200) =>
  page.route(path, async (route) => {
    const response = await route.fetch();
    const body = change((await response.json()) as Record<string, unknown>);
    await route.fulfill({ response, status, json: body });
  });

const list = /\/api\/jobs(\?|$)/;
const counts = /\/api\/jobs\/summary/;
const none = { total: 0, running: 0, pending: 0, paused: 0, failed: 0, cancelled: 0, completed: 0 };

export const answers = {
  noJobs: async (page: Page) => {
    await answer(page, list, () => ({ items: [], next_cursor: null }));
    await answer(page, counts, () => none);
  },
  noRunner: (page: Page) =>
    answer(page, /\/api\/runners/, (body) => ({
      ...body,
      items: (body['items'] as object[]).map((runner) => ({ ...runner, alive: false })),
    })),
  behind: (page: Page) => answer(page, /\/api\/projection/, (body) => ({ ...body, lag: 128, lag_ms: 42_000 })),
  away: (page: Page) =>
    answer(page, list, () => ({ title: 'Service Unavailable', status: 503, detail: 'Postgres does not answer.' }), 503),
  noWebhooks: (page: Page) => answer(page, /\/api\/webhooks(\?|$)/, () => ({ items: [], next_cursor: null })),
  webhookFails: async (page: Page) => {
    const refused = (given: unknown) => ({
      ...(given as object),
      ...{ response_status: null, error: 'Nothing listens there: the connection was refused.' },
    });
    await answer(page, /\/api\/webhooks\/[0-9a-f-]{36}$/, (hook) => ({
      ...hook,
      ...{ status: 'failing', failing_since: hook['changed_at'], pending: 1, last_try: refused(hook['last_try']) },
    }));
    await answer(page, /\/deliveries(\?|$)/, (body) => {
      const [newest, ...others] = body['items'] as Record<string, unknown>[];
      const next_try_at = new Date(Date.now() + 60_000).toISOString();
      const open = { status: 'pending', tries: 2, next_try_at, ended_at: null };
      return { ...body, items: [{ ...newest, ...open, last_try: refused(newest!['last_try']) }, ...others] };
    });
  },
  never: (page: Page) => page.route(list, () => undefined),
};

/** Breaks off each request to it. */
export const loses = (path: string) => (page: Page) => page.route(`**/api/${path}*`, (route) => route.abort());
