import { TestBed } from '@angular/core/testing';
import { NavigationEnd, Router } from '@angular/router';
import { jest } from '@jest/globals';
import type { WebhookView } from '../contract/index.ts';
import { Subject } from 'rxjs';
import { Live } from '@reprise/web/core/live/live.ts';
import { CurrentUser } from '@reprise/web/core/session/current-user.ts';
import { PageApiClient } from '@reprise/web/core/api/api-client.ts';
import { at } from '@reprise/web/testing/views.ts';
import { FailingWebhooks } from './failing-webhooks.ts';
import { settled } from '@reprise/web/testing/settled.ts';

const webhook = (part: Partial<WebhookView>) =>
  ({ failing_since: null, disabled_at: null, status: 'active', ...part }) as WebhookView;

describe('failing webhooks', () => {
  const api = { get: jest.fn<(path: string) => Promise<{ items: WebhookView[]; next_cursor: null }>>() };
  const events = new Subject<unknown>();
  const goTo = async (url: string) => {
    events.next(new NavigationEnd(1, url, url));
    await settled();
  };
  let failing: FailingWebhooks;
  beforeEach(() => {
    TestBed.configureTestingModule({
      providers: [
        { provide: PageApiClient, useValue: api },
        { provide: CurrentUser, useValue: { asked: Promise.resolve(), whyNotRoute: () => null } },
        { provide: Router, useValue: { events } },
        { provide: Live, useValue: { openings: () => 0 } },
      ],
    });
    failing = TestBed.inject(FailingWebhooks);
  });

  it('are counted with each page, including those disabled for it, but not those that a person disabled without a failure', async () => {
    const items = [
      webhook({}),
      webhook({ status: 'failing', failing_since: at(-60) }),
      webhook({ status: 'disabled', failing_since: at(-600), disabled_at: at(-60) }),
      webhook({ status: 'disabled', disabled_at: at(-60) }),
    ];
    api.get.mockResolvedValue({ items, next_cursor: null });
    await goTo('/jobs');
    expect(failing.words()).toBe('1 subscription is failing, 1 subscription is disabled');
    expect(failing.count()).toBe(2);
    api.get.mockResolvedValue({ items: items.slice(0, 2), next_cursor: null });
    await goTo('/webhooks');
    expect(failing.words()).toBe('1 subscription is failing');
  });

  it('keep their last known state if they cannot be read', async () => {
    api.get.mockResolvedValue({ items: [webhook({ status: 'failing', failing_since: at(-60) })], next_cursor: null });
    await goTo('/jobs');
    api.get.mockRejectedValue(new Error('away'));
    await goTo('/audit');
    expect(failing.count()).toBe(1);
  });
});
