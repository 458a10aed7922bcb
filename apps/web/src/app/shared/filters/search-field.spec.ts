import { TestBed } from '@angular/core/testing';
import { JobListQuery } from '@reprise/contracts';
import { SearchField } from './search-field.ts';

describe('a search field', () => {
  it('accepts no longer text than the API does', async () => {
    const fixture = TestBed.createComponent(SearchField);
    fixture.componentRef.setInput('label', 'Search jobs');
    fixture.componentRef.setInput('text', '');
    await fixture.whenStable();
    const { maxLength } = (fixture.nativeElement as HTMLElement).querySelector('input')!;
    const takes = (length: number) => JobListQuery.safeParse({ q: 'x'.repeat(length) }).success;
    expect([takes(maxLength), takes(maxLength + 1)]).toEqual([true, false]);
  });

  it('keeps a trailing space during typing, while the page searches for the text before it', async () => {
    const fixture = TestBed.createComponent(SearchField);
    fixture.componentRef.setInput('label', 'Search jobs');
    fixture.componentRef.setInput('text', '');
    const asked = new Promise<string>((resolve) => fixture.componentInstance.changed.subscribe(resolve));
    await fixture.whenStable();
    const field = (fixture.nativeElement as HTMLElement).querySelector('input')!;
    field.value = 'SLOW ';
    field.dispatchEvent(new Event('input'));
    fixture.componentRef.setInput('text', await asked);
    await fixture.whenStable();
    expect([await asked, field.value]).toEqual(['SLOW', 'SLOW ']);
    fixture.componentRef.setInput('text', '');
    await fixture.whenStable();
    expect(field.value).toBe('');
  });

  it('keeps new input until the page has adopted the text before', async () => {
    const fixture = TestBed.createComponent(SearchField);
    fixture.componentRef.setInput('label', 'Search jobs');
    fixture.componentRef.setInput('text', '');
    await fixture.whenStable();
    const field = (fixture.nativeElement as HTMLElement).querySelector('input')!;
    const typed = (value: string) => {
      const asked = new Promise<string>((resolve) => fixture.componentInstance.changed.subscribe(resolve));
      field.value = value;
      field.dispatchEvent(new Event('input'));
      return asked;
    };
    const first = await typed('SL');
    const second = typed('SLOW');
    fixture.componentRef.setInput('text', first);
    await fixture.whenStable();
    expect(field.value).toBe('SLOW');
    fixture.componentRef.setInput('text', await second);
    fixture.componentRef.setInput('text', first);
    await fixture.whenStable();
    expect(field.value).toBe('SL');
  });
});
