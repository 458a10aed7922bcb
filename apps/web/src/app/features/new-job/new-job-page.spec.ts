import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { NEVER } from 'rxjs';
import { AuditApi } from '../../core/audit-api.ts';
import { Api } from '../../core/api.ts';
import { Health } from '../../shared/health/health.ts';
import { Live } from '../../core/live.ts';
import { aPipeline } from '../../testing/views.ts';
import { NewJobPage } from './new-job-page.ts';

describe('the page of a new job', () => {
  it('says which pipeline could not be loaded, where that is wrong and why, and offers the others', async () => {
    const broken = [{ file: 'wes/pipeline.yml', field: 'steps.0.title', reason: 'must be a text' }];
    const pipelines = () => Promise.resolve({ items: [aPipeline()], next_cursor: null, broken });
    const queues = () => Promise.resolve({ items: [], next_cursor: null });
    TestBed.configureTestingModule({
      providers: [
        provideRouter([]),
        { provide: Api, useValue: { pipelines, queues, check: () => Promise.resolve({ errors: [], warnings: [] }) } },
        { provide: AuditApi, useValue: { session: () => Promise.resolve({ reason_required: [] }) } },
        { provide: Health, useValue: { runners: signal(null), summary: signal(null) } },
        {
          provide: Live,
          useValue: { ...{ follow: () => undefined, events: NEVER }, state: signal('open'), openings: signal(1) },
        },
      ],
    });
    const fixture = TestBed.createComponent(NewJobPage);
    await fixture.whenStable();
    const page = fixture.nativeElement as HTMLElement;
    const words = (element: Element | null) => element?.textContent.replaceAll(/\s+/g, ' ').trim();
    expect(words(page.querySelector('.note.warnb'))).toBe(
      'A pipeline was not loaded. wes/pipeline.yml, steps.0.title: must be a text',
    );
    expect(words(page.querySelector('.opt'))).toContain('Whole exome');
  });
});
