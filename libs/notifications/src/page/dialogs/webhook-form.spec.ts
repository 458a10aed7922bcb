import type { WebhookView } from '../../contract/index.ts';
import { CHANNEL_KINDS } from '../channel-kind.ts';
import { PRESETS, toggled, WebhookForm } from './webhook-form.ts';

describe('the form of a webhook', () => {
  it('begins with the endings of jobs, and requires an address and a type', () => {
    const form = new WebhookForm();
    expect(form.body().event_types).toEqual(['attempt_succeeded', 'attempt_failed']);
    form.types.set(new Set());
    expect(form.ready()).toBe(false);
    expect([form.errorOf('url'), form.errorOf('event_types')]).toEqual(['Is required', 'Choose at least one']);
    form.address.set('https://lims.example.org');
    form.changed('url');
    expect(form.errorOf('url')).toBeNull();
    form.types.update((types) => toggled(types, 'submitted', true));
    expect(form.ready()).toBe(true);
  });

  it("shows the server's errors at their fields, and returns the others", () => {
    const form = new WebhookForm();
    const rest = form.refuse([
      { field: 'url', message: '10.0.0.1 is not a public address' },
      { field: 'filter.sample', message: 'must have at most 100 characters' },
      { field: 'body', message: 'is no object' },
    ]);
    expect(form.errorOf('url')).toBe('10.0.0.1 is not a public address');
    expect(form.errorOf('filter')).toBe('Must have at most 100 characters');
    expect(rest).toEqual([{ field: 'body', message: 'is no object' }]);
  });

  it('offers frequent choices of events, such as failures only', () => {
    const form = new WebhookForm();
    const [, failedOnly] = PRESETS;
    form.preset(failedOnly!.types);
    expect(form.body().event_types).toEqual(['attempt_failed']);
    expect(PRESETS.map(({ types }) => form.isPreset(types))).toEqual([false, true, false]);
  });

  it('sends labels one by one, and verdicts only with the event about quality', () => {
    const form = new WebhookForm();
    form.labels.set(' run=2026-48, project=cardio ');
    form.verdicts.set(new Set(['fail']));
    expect(form.body().filter).toEqual({ label: ['run=2026-48', 'project=cardio'] });
    form.preset(['qc_measured']);
    expect(form.body().filter).toMatchObject({ qc: ['fail'] });
  });

  it('keeps the values of a webhook, and sends only conditions that are set', () => {
    const filter = {
      pipeline: ['wes'],
      cause: ['killed' as const],
      label: ['run=2026-48'],
      submitted_by: ['admin'],
    };
    const webhook = { url: 'https://a.org/', description: 'LIMS', event_types: ['attempt_failed'], filter };
    const form = new WebhookForm(webhook as WebhookView);
    expect(form.body()).toEqual(webhook);
    form.types.set(new Set(['submitted']));
    form.pipelines.set(new Set());
    form.sample.set('  ');
    form.labels.set(' ');
    expect(form.body().filter).toEqual({ submitted_by: ['admin'] });
  });

  it('sends an e-mail address as a mailto URL, and shows it without the scheme', () => {
    const form = new WebhookForm();
    form.choose(CHANNEL_KINDS.find(({ name }) => name === 'E-mail')!);
    form.address.set(' lab@example.org ');
    expect(form.body().url).toBe('mailto:lab@example.org');
    const again = new WebhookForm({ ...form.body() } as unknown as WebhookView);
    expect([again.kind().name, again.address()]).toEqual(['E-mail', 'lab@example.org']);
    expect(again.body().url).toBe('mailto:lab@example.org');
  });

  it('sends the webhook of a chat with the name of the chat before its scheme', () => {
    const form = new WebhookForm();
    form.choose(CHANNEL_KINDS.find(({ name }) => name === 'Slack')!);
    form.address.set('https://hooks.slack.com/services/T/B/x');
    expect(form.body().url).toBe('slack+https://hooks.slack.com/services/T/B/x');
    const again = new WebhookForm({ ...form.body() } as unknown as WebhookView);
    expect([again.kind().name, again.address()]).toEqual(['Slack', 'https://hooks.slack.com/services/T/B/x']);
  });
});
