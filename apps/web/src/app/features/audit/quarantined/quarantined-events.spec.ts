import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { QuarantinedEvents } from './quarantined-events.ts';
import { QuarantinedList } from './quarantined-list.ts';

it('states for events without effect when they were stored and why they have none', async () => {
  const entry = {
    seq: 7,
    stored_at: '2026-01-01T08:00:00.000Z',
    subject: 'reprise.jobs.j1.life.submitted',
    reason: 'quarantined: it stops the projector',
    bytes: 12,
  };
  const list = { entries: signal([entry, { ...entry, seq: 3 }]), cursor: signal(null), error: signal('') };
  TestBed.configureTestingModule({ providers: [{ provide: QuarantinedList, useValue: list }] });
  const fixture = TestBed.createComponent(QuarantinedEvents);
  await fixture.whenStable();
  const page = fixture.nativeElement as HTMLElement;
  expect(page.querySelector('summary')!.textContent.replaceAll(/\s+/g, ' ').trim()).toBe(
    '2 events have no effect. They are kept as recorded: they could not be applied, or a person quarantined them.',
  );
  expect(page.querySelector('time')!.textContent).toMatch(/08:00:00 UTC$/);
  expect(page.textContent).toContain('quarantined: it stops the projector');
});
