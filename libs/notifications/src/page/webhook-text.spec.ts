import { reservedTypes, type EventType } from '@reprise/contracts';
import { ServerEvent, WebhookEventType, type WebhookDeliveryView, type WebhookFilter } from '../contract/index.ts';
import {
  aboutText,
  changeSummary,
  deliveryLook,
  filterSummary,
  heldText,
  noDeliveryText,
  TYPE_GROUPS,
  typesSummary,
  typeText,
  triesText,
  untilText,
} from './webhook-text.ts';

const nameOf = (actor: string) => (actor === 'b.k' ? 'B.K' : actor);

describe('the text about webhooks', () => {
  it('offers every type of event that may occur', () => {
    const offered = TYPE_GROUPS.flatMap(({ types }) => types);
    const types = WebhookEventType.options.filter((type) => !reservedTypes.has(type));
    expect(offered.toSorted()).toEqual([...types, ...ServerEvent.options].toSorted());
    expect(TYPE_GROUPS.filter(({ types }) => types.length === 0)).toEqual([]);
  });

  it('claims for an empty list neither that no delivery ever happened, nor that a disabled webhook sends the next event', () => {
    expect(noDeliveryText('')).toBe(
      'No deliveries in the last 30 days. The next event that fits is sent; a test can be sent at any time.',
    );
    const disabled = heldText({ disabled_at: '2026-11-24T12:00:00.000Z', quiet_hours: null }, 0);
    expect(noDeliveryText(disabled)).toBe(
      'No deliveries in the last 30 days. Events wait until the subscription is enabled; a test can be sent at any time.',
    );
  });

  it('states until when events wait in quiet hours, and nothing outside of them', () => {
    const quiet_hours = { from: '22:00', to: '06:45', time_zone: 'Europe/Berlin' };
    const held = (at: string) => heldText({ disabled_at: null, quiet_hours }, Date.parse(at));
    expect(held('2026-11-24T23:00:00Z')).toBe('until the quiet hours end at 06:45, Europe/Berlin');
    expect(held('2026-11-24T12:00:00Z')).toBe('');
  });

  it('names quality control as people write it', () => {
    expect(typeText('qc_measured')).toBe('QC measured');
  });

  it('names two types and counts the rest', () => {
    expect(typesSummary(['submitted'])).toBe('Submitted');
    expect(typesSummary(['attempt_succeeded', 'attempt_failed', 'submitted', 'paused'])).toBe(
      'Attempt succeeded, attempt failed and 2 more',
    );
  });

  it('states which jobs the events concern', () => {
    const words = (filter: WebhookFilter, ...event_types: EventType[]) =>
      filterSummary({ filter, event_types }, nameOf);
    expect(words({}, 'submitted')).toBe('every job');
    const all = { pipeline: ['wes', 'rna'], sample: 'DEMO', cause: ['runner_lost'] } satisfies WebhookFilter;
    expect(words(all, 'attempt_failed')).toBe(
      'jobs of wes, rna with “DEMO” in their sample name; only failures by runner lost',
    );
    expect(words({ sample: 'DEMO', cause: ['runner_lost'] }, 'submitted')).toBe(
      'jobs with “DEMO” in their sample name',
    );
    const narrow = { label: ['run=2026-48'], submitted_by: ['b.k'], qc: ['fail'] } satisfies WebhookFilter;
    expect(words(narrow, 'qc_measured')).toBe('jobs labelled run=2026-48 submitted by B.K; only quality fail');
  });

  it('names no job if no event concerns one', () => {
    const event_types: EventType[] = ['queue_paused', 'drain_requested', 'upload_received'];
    expect(filterSummary({ filter: {}, event_types }, nameOf)).toBe('');
    expect(filterSummary({ filter: {}, event_types: [...event_types, 'submitted'] }, nameOf)).toBe('every job');
  });

  it('states what was changed, and by whom', () => {
    const change = { at: '', webhook_id: '', correlation_id: '' };
    expect(
      changeSummary({ ...change, actor: 'a.meyer', action: 'changed', detail: { after: { event_types: [] } } }, nameOf),
    ).toBe('a.meyer changed events');
    expect(changeSummary({ ...change, actor: 'b.k', action: 'disabled', detail: {} }, nameOf)).toBe('B.K disabled it');
  });

  it('states the subject of a delivery without a job', () => {
    const of = (event_type: string, event_id: string | null = 'id') =>
      aboutText({ event_type, event_id } as WebhookDeliveryView);
    expect([of('queue_paused'), of('drain_requested'), of('limb_regrown'), of('test', null)]).toEqual([
      ...['of a queue', 'of a runner', 'of no job', 'sent by hand'],
    ]);
  });

  it('states the time until the next try', () => {
    const now = Date.parse('2026-11-24T12:00:00.000Z');
    expect(untilText('2026-11-24T12:04:12.000Z', now)).toBe('in 4 m 12 s');
    expect(untilText('2026-11-24T11:59:00.000Z', now)).toBe('due');
  });

  it('promises a next try only while the webhook is enabled', () => {
    const delivery = { tries: 2, next_try_at: '2026-11-24T12:04:12.000Z' } as WebhookDeliveryView;
    const now = Date.parse('2026-11-24T12:00:00.000Z');
    expect(triesText(delivery, false, now)).toBe('after try 2 of 10, next in 4 m 12 s');
    expect(triesText(delivery, true, now)).toBe('after try 2 of 10');
    expect(triesText({ ...delivery, tries: 0 }, false, now)).toBe('');
  });

  it('states that a test is being sent, also for a disabled webhook', () => {
    const test = { status: 'pending', tries: 0, event_id: null } as WebhookDeliveryView;
    expect(deliveryLook(test, true).word).toBe('Sending');
  });

  it('names the state of a delivery', () => {
    const word = (part: Partial<WebhookDeliveryView>, disabled = false) =>
      deliveryLook({ status: 'pending', tries: 0, ...part } as WebhookDeliveryView, disabled).word;
    expect([word({}), word({ tries: 2 }), word({ tries: 2 }, true), word({ status: 'failed' })]).toEqual([
      ...['Pending', 'Trying again', 'Held back', 'Failed'],
    ]);
  });
});
