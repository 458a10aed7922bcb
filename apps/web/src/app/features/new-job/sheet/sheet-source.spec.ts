import { TestBed } from '@angular/core/testing';
import { MAX_SHEET_ROWS } from '@reprise/contracts';
import { OFFERED_SAMPLES } from '../../../shared/wings/offered-samples.ts';
import { SheetSource } from './sheet-source.ts';

describe('the source of a samplesheet', () => {
  it('names the number of rows that the server accepts', async () => {
    TestBed.configureTestingModule({
      providers: [{ provide: OFFERED_SAMPLES, useValue: () => Promise.resolve([]) }],
    });
    const source = TestBed.createComponent(SheetSource);
    for (const [name, value] of Object.entries({ pipeline: null, reading: false, problem: '' }))
      source.componentRef.setInput(name, value);
    await source.whenStable();
    const { textContent } = source.nativeElement as HTMLElement;
    expect(textContent).toContain(`up to ${MAX_SHEET_ROWS.toLocaleString('en-GB')} rows`);
  });
});
