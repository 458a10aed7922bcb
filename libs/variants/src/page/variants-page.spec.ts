import { TestBed, type ComponentFixture } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { anEntry } from '@reprise/web/testing/views.ts';
import { aDetail, aPage, aVariant, drawn, LateServer } from './testing/late-server.ts';
import { VariantsPage } from './variants-page.ts';

const LAST = { next_cursor: null };

describe('the page of variants', () => {
  let server: LateServer;
  let page: ComponentFixture<VariantsPage>;
  const element = () => page.nativeElement as HTMLElement;
  const rows = () => Array.from(element().querySelectorAll('tr[id]'), ({ id }) => id);
  const set = async (inputs: Record<string, string>) => {
    for (const [name, value] of Object.entries(inputs)) page.componentRef.setInput(name, value);
    await drawn();
  };
  const reason = () => element().querySelector('textarea')!;
  beforeEach(async () => {
    server = new LateServer();
    TestBed.configureTestingModule({ providers: [provideRouter([]), ...server.providers] });
    page = TestBed.createComponent(VariantsPage);
    page.componentRef.setInput('id', 'job-a');
    page.autoDetectChanges();
    await drawn();
    await server.answer('variants job-a all first', aPage([aVariant(1)]));
  });

  it('reports a table without variants as empty, and blames the filters only for one with variants', async () => {
    await set({ id: 'job-b' });
    await server.answer('variants job-b all first', aPage([], { ...LAST, matching: 0, total: 0 }));
    expect(element().textContent).toContain('This table has no variants.');
    await set({ q: 'PRNP', id: 'job-a' });
    await server.answer('variants job-a PRNP first', aPage([], { ...LAST, matching: 0 }));
    expect(element().textContent).toContain('No variant matches. Change or clear the filters.');
  });

  describe('during loading of more', () => {
    beforeEach(() => expect(server.open).toContain('variants job-a all 200'));

    it('appends the next page to its list', async () => {
      await server.answer('variants job-a all 200', aPage([aVariant(2)], LAST));
      expect(rows()).toEqual(['rp-v-20-1-G-A', 'rp-v-20-2-G-A']);
    });

    it.each([
      ['of another filter', { q: 'PRNP' }, 'variants job-a PRNP'],
      ['of another job', { id: 'job-b' }, 'variants job-b all'],
    ])('drops a late page %s, and continues in the list that is shown', async (_, inputs, list) => {
      await set(inputs);
      await server.answer(`${list} first`, aPage([aVariant(5)]));
      await server.answer('variants job-a all 200', aPage([aVariant(2)]));
      expect(rows()).toEqual(['rp-v-20-5-G-A']);
      await server.answer(`${list} 200`, aPage([aVariant(6)], LAST));
      expect(rows()).toEqual(['rp-v-20-5-G-A', 'rp-v-20-6-G-A']);
    });

    it('drops a late page before the first one of another filter has arrived, and requests none until then', async () => {
      await set({ q: 'PRNP' });
      await server.answer('variants job-a all 200', aPage([aVariant(2)]));
      expect(rows()).toEqual(['rp-v-20-1-G-A']);
      expect(server.open.filter((words) => words.startsWith('variants'))).toEqual(['variants job-a PRNP first']);
    });

    it('drops a late page of a list that was left and is requested again', async () => {
      await set({ q: 'PRNP' });
      await server.answer('variants job-a PRNP first', aPage([aVariant(5)]));
      await set({ q: '' });
      await server.answer('variants job-a all 200', aPage([aVariant(2)]));
      expect(rows()).toEqual(['rp-v-20-5-G-A']);
    });

    it('shows no error of another list', async () => {
      await set({ q: 'PRNP' });
      await server.answer('variants job-a PRNP first', aPage([aVariant(5)]));
      await server.refuse('variants job-a all 200', 'The disk is full.');
      expect(element().textContent).not.toContain('The disk is full.');
      await server.refuse('variants job-a PRNP 200', 'The disk is full.');
      expect(element().textContent).toContain('The disk is full.');
      await set({ id: 'job-b' });
      await server.answer('variants job-b PRNP first', aPage([aVariant(7)]));
      expect(element().textContent).not.toContain('The disk is full.');
    });
  });

  describe('during a change to another job', () => {
    const classified = () => {
      const data = { variant: { chrom: '20', pos: 1, ref: 'G', alt: 'A' } };
      server.events.next({ kind: 'history', entry: anEntry('variant_classified', { data: data as never }) as never });
    };
    const evidence = () => element().querySelector('.side')?.textContent.trim() ?? '';
    const found = (significance: string) =>
      aDetail(1, { depth: 99, clinvar: { source: 'ClinVar', significance, review: null } });
    beforeEach(async () => {
      await server.answer('variant job-a 20-1-G-A', found('of job A'));
      expect(evidence()).toBe('ClinVar: of job A');
    });
    const goTo = async (id: string, depth: number) => {
      await set({ id });
      await server.answer(`variants ${id} all first`, aPage([aVariant(1, { depth })], LAST));
      await server.answer(`variant ${id} 20-1-G-A`, found(`of ${id}`));
    };

    it('shows no row and no variant of the old one until those of the new one have arrived', async () => {
      await set({ id: 'job-b' });
      expect(rows()).toEqual([]);
      expect(element().querySelector('rp-variant-panel')).toBeNull();
      expect(element().textContent).not.toContain('No variant matches');
    });

    it('keeps the rows while a filter of the same job is applied', async () => {
      await set({ q: 'PRNP' });
      expect(rows()).toEqual(['rp-v-20-1-G-A']);
      expect(element().querySelector('rp-variant-panel')).not.toBeNull();
    });

    it('does not offer the draft of the old one', async () => {
      reason().value = 'my reason';
      reason().dispatchEvent(new Event('input'));
      await drawn();
      await goTo('job-b', 12);
      expect(reason().value).toBe('');
      expect(element().querySelector('rp-variant-panel')!.textContent).toContain('depth 12');
    });

    it('drops a variant that was requested again for the old one', async () => {
      classified();
      await goTo('job-b', 12);
      await server.answer('variant job-a 20-1-G-A', found('of job A, read late'));
      expect(evidence()).toBe('ClinVar: of job-b');
      expect(element().querySelector('rp-variant-panel')!.textContent).toContain('depth 12');
    });

    it('does not show a variant again that was requested before', async () => {
      classified();
      await server.answer('variant job-a 20-1-G-A', found('of job A, read anew'));
      expect(evidence()).toBe('ClinVar: of job A, read anew');
      await goTo('job-b', 12);
      expect(evidence()).toBe('ClinVar: of job-b');
    });
  });
});
