import { TestBed } from '@angular/core/testing';
import { JobListQuery } from '@reprise/contracts';
import { SearchField } from './search-field.ts';

describe('a search field', () => {
  it('takes no longer text than the API does', async () => {
    const fixture = TestBed.createComponent(SearchField);
    fixture.componentRef.setInput('label', 'Search jobs');
    fixture.componentRef.setInput('text', '');
    await fixture.whenStable();
    const { maxLength } = (fixture.nativeElement as HTMLElement).querySelector('input')!;
    const takes = (length: number) => JobListQuery.safeParse({ q: 'x'.repeat(length) }).success;
    expect([takes(maxLength), takes(maxLength + 1)]).toEqual([true, false]);
  });
});
