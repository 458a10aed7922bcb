import { TestBed, type ComponentFixture } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { aDetail, aVariant, drawn, LateServer } from '../testing/late-server.ts';
import { VariantPanel } from './variant-panel.ts';

const ONE = 'job-a 20-1-G-A';
const TWO = 'job-a 20-2-G-A';
const SUMMARY = {
  seq: 7,
  job_id: 'job-a',
  sample_name: null,
  attempt: 1,
  by: 'a.meyer',
  at: '2026-11-24T12:00:00.000Z',
};
const recorded = aDetail(1, {
  classified: { ...SUMMARY, class: 'benign', signatures: [] },
  clinvar: { source: 'ClinVar', significance: 'Benign', review: null },
});

describe('the panel of a variant', () => {
  let server: LateServer;
  let panel: ComponentFixture<VariantPanel>;
  let classified: string[];
  const element = () => panel.nativeElement as HTMLElement;
  const reason = () => element().querySelector('textarea')!;
  const type = async (text: string) => {
    reason().value = text;
    reason().dispatchEvent(new Event('input'));
    await drawn();
  };
  const show = async (pos: number, jobId = 'job-a') => {
    panel.componentRef.setInput('variant', aVariant(pos));
    panel.componentRef.setInput('jobId', jobId);
    await drawn();
    await server.answer(`variant ${jobId} 20-${pos}-G-A`, aDetail(pos));
  };
  const record = async () => {
    const choice = element().querySelector('select')!;
    choice.value = 'benign';
    choice.dispatchEvent(new Event('change'));
    await type('seen often');
    element().querySelector('form')!.dispatchEvent(new Event('submit'));
    await drawn();
  };
  beforeEach(async () => {
    localStorage.clear();
    server = new LateServer();
    TestBed.configureTestingModule({ providers: [provideRouter([]), ...server.providers] });
    panel = TestBed.createComponent(VariantPanel);
    panel.componentRef.setInput('file', 'variants.tsv');
    panel.componentRef.setInput('attempt', 1);
    classified = [];
    panel.componentInstance.classified.subscribe(({ variant }) => classified.push(variant));
    panel.componentRef.setInput('variant', aVariant(1));
    panel.componentRef.setInput('jobId', 'job-a');
    panel.autoDetectChanges();
    await show(1);
  });

  it('clears the draft of the recorded variant, and keeps that of the one shown now', async () => {
    await record();
    await show(2);
    await type('my reason');
    await server.answer(`classify ${ONE}`, {});
    await server.answer(`variant ${ONE}`, recorded);
    expect(reason().value).toBe('my reason');
    expect(element().querySelector('h2')!.textContent).toBe('GENE2');
    expect(element().textContent).not.toContain('ClinVar');
    expect(server.toasts).toEqual(['GENE1: Benign recorded']);
    expect(classified).toEqual(['20-1-G-A']);
    await show(1);
    expect(reason().value).toBe('');
    await show(2);
    expect(reason().value).toBe('my reason');
  });

  it('shows a refusal at the refused variant only', async () => {
    await record();
    await show(2);
    await server.refuse(`classify ${ONE}`, 'The table changed.');
    expect(element().textContent).not.toContain('The table changed.');
    expect(server.open).toEqual([]);
    await show(1);
    expect(element().textContent).toContain('The table changed.');
    // Without an answer, it is unknown whether the class was recorded.
    expect(element().textContent).not.toContain('not recorded');
    expect(reason().value).toBe('seen often');
  });

  it('allows the recording of another variant in the meantime, and of the same one only once', async () => {
    await record();
    await show(2);
    await record();
    expect(server.open).toEqual([`classify ${ONE}`, `classify ${TWO}`]);
    await show(1);
    expect(element().querySelector('[type=submit]')!.textContent.trim()).toBe('Recording');
    await record();
    expect(server.open).toEqual([`classify ${ONE}`, `classify ${TWO}`]);
  });

  it('says that the chosen class differs from the calculated ones, and offers no reason that is untrue then', async () => {
    const reasons = () => [...element().querySelectorAll('.recent button')].map(({ textContent }) => textContent);
    const choose = async (to: string) => {
      const choice = element().querySelector('select')!;
      choice.value = to;
      choice.dispatchEvent(new Event('change'));
      await drawn();
    };
    await choose('pathogenic');
    expect(element().textContent).toContain(
      'This class differs from Uncertain significance (ACMG/AMP 2015) and Uncertain significance (points, 2020).',
    );
    expect(reasons()).not.toContain('Agrees with the rules of 2015');
    await choose('uncertain');
    expect(element().textContent).not.toContain('This class differs');
    expect(reasons()).toContain('Agrees with the rules of 2015');
  });

  it('keeps separate drafts of the same variant for each job', async () => {
    await record();
    await show(1, 'job-b');
    expect(reason().value).toBe('');
    await type('in the other job');
    await server.answer(`classify ${ONE}`, {});
    await server.answer(`variant ${ONE}`, recorded);
    expect(reason().value).toBe('in the other job');
    expect(classified).toEqual([]);
    expect(element().textContent).not.toContain('ClinVar');
  });
});
