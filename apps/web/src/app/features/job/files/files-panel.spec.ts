import { TestBed } from '@angular/core/testing';
import { Api } from '../../../core/api/api.ts';
import { settled } from '../../../testing/settled.ts';
import { JOB_ID } from '../../../testing/views.ts';
import { FilesPanel } from './files-panel.ts';

it.each([
  [true, false, 'No files yet. Steps publish their results as they finish.'],
  [false, false, 'This attempt left no files.'],
  [false, true, 'The files of this attempt were deleted. The audit trail says when and by whom.'],
])('without files, growing: %s, deleted: %s, says why', async (growing, deleted, words) => {
  const files = () => Promise.resolve({ items: [], next_cursor: null, truncated: false, away: null });
  TestBed.configureTestingModule({ providers: [{ provide: Api, useValue: { files } }] });
  const fixture = TestBed.createComponent(FilesPanel);
  for (const [name, value] of Object.entries({ jobId: JOB_ID, attempt: 1, growing, deleted }))
    fixture.componentRef.setInput(name, value);
  await settled();
  await fixture.whenStable();
  expect((fixture.nativeElement as HTMLElement).querySelector('.none p')?.textContent.trim()).toBe(words);
});
