import { type ComponentFixture, TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { jest } from '@jest/globals';
import type { WebhookDeliveryView, WebhookView } from '../contract/index.ts';
import { Live } from '@reprise/web/core/live/live.ts';
import { Sheets } from '@reprise/web/core/sheets.ts';
import { Toasts } from '@reprise/web/core/page/toasts.ts';
import { WebhookApi } from './webhook-api.ts';
import { at, JOB_ID } from '@reprise/web/testing/views.ts';
import { settled } from '@reprise/web/testing/settled.ts';
import { WebhookPage } from './webhook-page.ts';

const delivery: WebhookDeliveryView = {
  delivery_id: JOB_ID,
  webhook_id: JOB_ID,
  event_id: JOB_ID,
  seq: 7,
  event_type: 'attempt_failed',
  job_id: JOB_ID,
  sample_name: 'S1',
  status: 'pending',
  created_at: at(-3600),
  tries: 2,
  next_try_at: at(240),
  ended_at: null,
  last_try: null,
};
const hook: WebhookView = {
  webhook_id: JOB_ID,
  url: 'https://lims.example/',
  description: 'LIMS',
  event_types: ['*'],
  filter: {},
  one_message_per: 'job',
  quiet_hours: null,
  status: 'active',
  disabled_at: null,
  disabled_why: null,
  failing_since: null,
  created_at: at(-60),
  created_by: 'a.meyer',
  changed_at: at(-60),
  last_seq: 10,
  last_try: null,
  pending: 0,
  old_secret_until: null,
};

describe('the page of a webhook during its deletion', () => {
  const api = {
    find: jest.fn<WebhookApi['find']>(),
    deliveries: jest.fn<WebhookApi['deliveries']>(),
    remove: jest.fn<WebhookApi['remove']>(),
  };
  let page: ComponentFixture<WebhookPage>;
  beforeEach(async () => {
    jest.useFakeTimers({ doNotFake: ['setTimeout', 'queueMicrotask', 'nextTick', 'performance'] });
    api.find.mockReset().mockResolvedValue(hook);
    api.deliveries.mockReset().mockResolvedValue({ items: [], next_cursor: null });
    TestBed.configureTestingModule({
      providers: [
        provideRouter([{ path: '**', children: [] }]),
        { provide: WebhookApi, useValue: api },
        { provide: Live, useValue: { follow: () => undefined } },
        { provide: Toasts, useValue: { say: () => undefined } },
        { provide: Sheets, useValue: { open: () => Promise.resolve(true) } },
      ],
    });
    page = TestBed.createComponent(WebhookPage);
    page.componentRef.setInput('id', JOB_ID);
    await page.whenStable();
  });
  afterEach(() => jest.useRealTimers());

  const readings = async (seconds: number): Promise<number> => {
    const before = api.find.mock.calls.length + api.deliveries.mock.calls.length;
    for (let second = 0; second < seconds; second++) {
      jest.advanceTimersByTime(1000);
      await settled();
    }
    return api.find.mock.calls.length + api.deliveries.mock.calls.length - before;
  };
  const chooseDelete = async () => {
    (page.nativeElement as HTMLElement)
      .querySelector<HTMLElement>('[aria-label="More for this subscription"]')!
      .click();
    await settled();
    const items = [...document.querySelectorAll<HTMLElement>('[mat-menu-item]')];
    items.find(({ textContent }) => textContent.includes('Delete'))!.click();
    await settled();
  };

  it('reads nothing in the meantime, so that the deletion does not appear as an error', async () => {
    expect(await readings(4)).toBe(4);
    api.remove.mockReturnValue(new Promise(() => undefined));
    await chooseDelete();
    expect(api.remove).toHaveBeenCalledWith(JOB_ID);
    expect(await readings(10)).toBe(0);
    expect((page.nativeElement as HTMLElement).textContent).toContain('https://lims.example/');
  });

  it('continues if it could not be deleted', async () => {
    api.remove.mockRejectedValue(new Error('away'));
    await chooseDelete();
    expect(await readings(4)).toBeGreaterThanOrEqual(4);
    expect((page.nativeElement as HTMLElement).querySelector('[role=alert]')?.textContent).toContain('away');
  });
});

describe('the list of deliveries', () => {
  const api = { find: jest.fn<WebhookApi['find']>(), deliveries: jest.fn<WebhookApi['deliveries']>() };
  const shown = async (webhook: Partial<WebhookView>, part: Partial<WebhookDeliveryView>): Promise<HTMLElement> => {
    api.find.mockResolvedValue({ ...hook, ...webhook });
    api.deliveries.mockResolvedValue({ items: [{ ...delivery, ...part }], next_cursor: null });
    TestBed.configureTestingModule({
      providers: [
        provideRouter([{ path: '**', children: [] }]),
        { provide: WebhookApi, useValue: api },
        { provide: Live, useValue: { follow: () => undefined } },
      ],
    });
    const page = TestBed.createComponent(WebhookPage);
    page.componentRef.setInput('id', JOB_ID);
    await page.whenStable();
    return (page.nativeElement as HTMLElement).querySelector('[data-delivery]')!;
  };
  const disabled = { status: 'disabled', disabled_at: at(-60), disabled_why: 'Disabled by an admin.' } as const;

  it('has no next try and no replay while the webhook is disabled', async () => {
    const row = await shown(disabled, {});
    expect(row.textContent).toContain('after try 2 of 10');
    expect(row.textContent).not.toContain('next');
    const replay = row.querySelector('[aria-label^="Try now"]')!;
    expect(replay.getAttribute('aria-disabled')).toBe('true');
    expect(replay.getAttribute('aria-description')).toBe('Enable the subscription first.');
  });

  it('says that a delivery without a try was not sent while the webhook is disabled', async () => {
    const untried = { tries: 0, last_try: null } as const;
    expect((await shown(disabled, untried)).textContent).toContain('Not sent yet');
  });

  it('shows when the last try was, not when the event was', async () => {
    const last_try = { at: at(-120), duration_ms: 20, response_status: 204, error: null };
    const row = await shown({}, { status: 'delivered', tries: 1, next_try_at: null, last_try });
    expect(row.querySelector('.came time')!.getAttribute('datetime')).toBe(at(-120));
  });
});
