import { signal } from '@angular/core';
import { TestBed, type ComponentFixture } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { jest } from '@jest/globals';
import { Api } from '@reprise/web/core/api/api.ts';
import { Live } from '@reprise/web/core/live/live.ts';
import { CurrentUser } from '@reprise/web/core/session/current-user.ts';
import { Toasts } from '@reprise/web/core/page/toasts.ts';
import type { OwnNotificationsView } from '../../contract/index.ts';
import { OwnNotificationsApi } from './own-notifications-api.ts';
import { OwnNotificationsPage } from './own-notifications-page.ts';

const NONE: OwnNotificationsView = {
  occasions: [],
  jobs: 'mine',
  pipeline: [],
  label: [],
  one_message_per: 'batch',
  quiet_hours: null,
  address: 'ana@lab.example',
  is_available: true,
  status: null,
  disabled_why: null,
  last_try: null,
};
const api = {
  show: jest.fn<OwnNotificationsApi['show']>(),
  set: jest.fn<OwnNotificationsApi['set']>(),
  test: jest.fn<OwnNotificationsApi['test']>(),
};
const said: string[] = [];
let role = 'viewer';
const openings = signal(0);

async function show(own: Partial<OwnNotificationsView> = {}): Promise<ComponentFixture<OwnNotificationsPage>> {
  api.show.mockReset().mockResolvedValue({ ...NONE, ...own });
  api.set.mockReset().mockImplementation((body) => Promise.resolve({ ...NONE, ...body, status: 'active' }));
  said.length = 0;
  TestBed.configureTestingModule({
    providers: [
      { provide: OwnNotificationsApi, useValue: api },
      { provide: Api, useValue: { pipelines: () => Promise.resolve({ items: [{ name: 'wes' }] }) } },
      { provide: Live, useValue: { follow: () => undefined, openings } },
      provideRouter([]),
      { provide: CurrentUser, useValue: { session: () => ({ role }) } },
      { provide: Toasts, useValue: { say: (text: string) => said.push(text) } },
    ],
  });
  const page = TestBed.createComponent(OwnNotificationsPage);
  await page.whenStable();
  return page;
}
const element = (page: ComponentFixture<OwnNotificationsPage>) => page.nativeElement as HTMLElement;
const input = (page: ComponentFixture<OwnNotificationsPage>, label: string) =>
  [...element(page).querySelectorAll('label')].find(({ textContent }) => textContent.trim() === label)!
    .firstElementChild as HTMLInputElement;
const button = (page: ComponentFixture<OwnNotificationsPage>, text: string) =>
  [...element(page).querySelectorAll('button')].find(({ textContent }) => textContent.trim() === text);

describe('the page on which a person chooses notifications', () => {
  it('saves what the person chose, and then offers a test', async () => {
    const page = await show();
    expect(element(page).querySelector('h2')!.textContent).toBe('E-mail to ana@lab.example');
    expect(input(page, 'No message').checked).toBe(true);
    expect(button(page, 'Send test')).toBeUndefined();
    input(page, 'Only if it failed').click();
    input(page, 'A command needs approval, about any job').click();
    input(page, 'wes').click();
    input(page, 'A message for each job').click();
    input(page, 'Hold messages, and send them as one afterwards').click();
    await page.whenStable();
    const zone = element(page).querySelector<HTMLInputElement>('#rp-quiet-zone')!;
    zone.value = 'Europe/Berlin';
    zone.dispatchEvent(new Event('input'));
    button(page, 'Save')!.click();
    await page.whenStable();
    expect(api.set.mock.calls).toEqual([
      [
        {
          occasions: ['failed', 'approval_needed'],
          jobs: 'mine',
          pipeline: ['wes'],
          label: [],
          one_message_per: 'job',
          quiet_hours: { from: '22:00', to: '07:00', time_zone: 'Europe/Berlin' },
        },
      ],
    ]);
    expect(said).toEqual(['Notifications saved']);
    expect(button(page, 'Send test')).toBeDefined();
  });

  it('shows what the person chose before, and why a test failed', async () => {
    const quiet_hours = { from: '20:00', to: '06:30', time_zone: 'Asia/Tokyo' };
    const page = await show({ occasions: ['ended'], jobs: 'every', label: ['run=7'], status: 'active', quiet_hours });
    expect(input(page, 'However it ended: completed, failed or cancelled').checked).toBe(true);
    expect(input(page, 'Jobs of everyone').checked).toBe(true);
    expect(input(page, 'One message when all of them have ended').checked).toBe(true);
    expect(element(page).querySelector<HTMLInputElement>('#rp-quiet-to')!.value).toBe('06:30');
    expect(element(page).querySelector<HTMLInputElement>('#rp-own-labels')!.value).toBe('run=7');
    const last_try = { at: '', duration_ms: 1, response_status: 550, error: 'No such mailbox' };
    api.test.mockResolvedValue({ status: 'failed', last_try } as Awaited<ReturnType<OwnNotificationsApi['test']>>);
    button(page, 'Send test')!.click();
    await page.whenStable();
    expect(element(page).textContent).toContain('The test failed. No such mailbox');
  });

  it('names a label that is not valid, without sending', async () => {
    const page = await show();
    const labels = element(page).querySelector<HTMLInputElement>('#rp-own-labels')!;
    labels.value = 'run=7, exome';
    labels.dispatchEvent(new Event('input'));
    button(page, 'Save')!.click();
    await page.whenStable();
    expect(api.set).not.toHaveBeenCalled();
    expect(labels.getAttribute('aria-invalid')).toBe('true');
    expect(element(page).querySelector('#rp-own-labels-hint')!.textContent).toBe(
      '“exome” must be key=value of a label, such as run=2026-48',
    );
  });

  it('learns that an administrator disabled them, and keeps a choice that is not saved yet', async () => {
    const page = await show({ occasions: ['failed'], status: 'active' });
    input(page, 'Jobs of everyone').click();
    api.show.mockResolvedValue({
      ...{ ...NONE, occasions: ['failed'], pipeline: ['wes'] },
      ...{ status: 'disabled', disabled_why: 'Disabled by an admin.' },
    });
    openings.update((n) => n + 1);
    await page.whenStable();
    expect(element(page).textContent).toContain('Nothing is sent. Disabled by an admin.');
    expect(input(page, 'Jobs of everyone').checked).toBe(true);
  });

  it('keeps quiet hours and a message for each job that are not saved yet', async () => {
    const page = await show({ occasions: ['failed'], status: 'active' });
    for (const label of ['A message for each job', 'Hold messages, and send them as one afterwards'])
      input(page, label).click();
    await page.whenStable();
    api.show.mockResolvedValue({ ...NONE, occasions: ['failed'], status: 'active' });
    openings.update((n) => n + 1);
    await page.whenStable();
    expect(input(page, 'A message for each job').checked).toBe(true);
    expect(input(page, 'Hold messages, and send them as one afterwards').checked).toBe(true);
  });

  it('offers outages to operators only', async () => {
    expect(element(await show()).textContent).not.toContain('A runner is away');
    TestBed.resetTestingModule();
    role = 'operator';
    const page = await show();
    input(page, 'A runner is away for a minute, and when it is back').click();
    button(page, 'Save')!.click();
    await page.whenStable();
    expect(api.set.mock.calls[0]![0].occasions).toEqual(['runner_away']);
  });

  it('says that no mail server is set', async () => {
    expect(element(await show({ is_available: false })).textContent).toContain('No mail server is set');
  });
});
