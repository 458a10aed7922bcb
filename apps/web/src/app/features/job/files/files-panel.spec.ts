import { TestBed } from '@angular/core/testing';
import type { FilePage } from '@reprise/contracts';
import { Api } from '../../../core/api/api.ts';
import { settled } from '../../../testing/settled.ts';
import { JOB_ID } from '../../../testing/views.ts';
import { FilesPanel } from './files-panel.ts';

const created = async (page: Partial<FilePage>, given: object) => {
  const files = () =>
    Promise.resolve({ items: [], next_cursor: null, truncated: false, away: null, gone: [], ...page });
  TestBed.configureTestingModule({ providers: [{ provide: Api, useValue: { files } }] });
  const fixture = TestBed.createComponent(FilesPanel);
  for (const [name, value] of Object.entries({ jobId: JOB_ID, attempt: 1, growing: false, deleted: false, ...given }))
    fixture.componentRef.setInput(name, value);
  await settled();
  await fixture.whenStable();
  return fixture.nativeElement as HTMLElement;
};

it('shows the labels of a file beside its kind', async () => {
  const file = { kind: 'alignments', bytes: 8, sha256: null, media_type: 'application/octet-stream' };
  const items = [
    { ...file, path: 'S1.bam', labels: ['genome', 'sorted'] },
    { ...file, path: 'S2.bam' },
  ];
  const page = await created({ items }, {});
  const kinds = [...page.querySelectorAll('td.kind')].map((cell) => cell.textContent.replaceAll(/\s+/g, ' ').trim());
  expect(kinds).toEqual(['alignments genome, sorted', 'alignments']);
});

it.each([
  [true, false, 'No files yet. Steps publish their results as they finish.'],
  [false, false, 'This attempt left no files.'],
  [false, true, 'The files of this attempt were deleted. The audit trail says when and by whom.'],
])('explains an empty list of files (growing: %s, deleted: %s)', async (growing, deleted, words) => {
  const page = await created({}, { growing, deleted });
  expect(page.querySelector('.none p')?.textContent.trim()).toBe(words);
});

describe('recorded results that no longer exist', () => {
  const file = { kind: 'tsv', bytes: 8, sha256: null, media_type: 'text/plain' };
  const named = (...paths: string[]) => paths.map((path) => ({ ...file, path }));
  const noteOf = (page: HTMLElement) => page.querySelector('.note')?.textContent.trim();

  it('are named above the other files', async () => {
    const page = await created({ items: named('a.tsv'), gone: named('b.tsv') }, {});
    expect(noteOf(page)).toBe(
      '1 recorded result is not there any more: b.tsv. The audit trail keeps what was recorded.',
    );
  });

  it('are counted beyond five', async () => {
    const page = await created({ items: named('a'), gone: named('b', 'c', 'd', 'e', 'f', 'g', 'h') }, {});
    expect(noteOf(page)).toContain('7 recorded results are not there any more: b, c, d, e, f, 2 more.');
  });

  it('are not named beside the reason why no file is readable', async () => {
    const page = await created({ items: named('a'), gone: named('a'), away: 'Removed.' }, {});
    expect([...page.querySelectorAll('.note')].map((note) => note.textContent.trim())).toEqual(['Removed.']);
  });
});
