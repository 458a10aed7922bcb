import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { provideRouter, Router } from '@angular/router';
import { jest } from '@jest/globals';
import { UploadApi } from './upload-api.ts';
import { Live } from '@reprise/web/core/live/live.ts';
import { Toasts } from '@reprise/web/core/page/toasts.ts';
import { CurrentUser } from '@reprise/web/core/session/current-user.ts';
import { Sheets } from '@reprise/web/core/sheets.ts';
import { TargetDialog, type TargetDialogData } from '@reprise/web/shared/form/target-dialog.ts';
import { settled } from '@reprise/web/testing/settled.ts';
import { SamplesPage } from './samples-page.ts';
import type { Transfer } from './transfer/transfer.ts';
import { Transfers } from './transfer/transfers.ts';

const AT = '2026-03-01T08:00:00.000Z';
const waiting = (name: string, uploadId: string | null = null) =>
  ({
    file: { name, size: 1000 },
    state: () => 'waiting',
    error: () => '',
    sent: () => 0,
    speed: () => null,
    uploadId: () => uploadId,
    isActive: () => true,
  }) as unknown as Transfer;

/** The page with these transfers and requests; `open` answers its requests. */
const openPage = async (transfers: readonly Transfer[], { drop, api, open, required = [], denied = null }: Opened) => {
  const listed = { list: () => Promise.resolve({ items: [], space: { used_bytes: 0, free_bytes: 1 } }) };
  TestBed.configureTestingModule({
    providers: [
      provideRouter([]),
      { provide: UploadApi, useValue: { ...listed, samples: () => Promise.resolve({ items: [] }), ...api } },
      { provide: Transfers, useValue: { all: signal(transfers), active: signal(transfers), drop } },
      {
        provide: CurrentUser,
        useValue: {
          whyNot: () => denied,
          whyNotRoute: () => denied,
          session: () => ({ actor: 'ada', reason_required: required }),
        },
      },
      { provide: Live, useValue: { follow: () => undefined } },
      { provide: Toasts, useValue: { say: () => undefined } },
      { provide: Sheets, useValue: { open } },
    ],
  });
  const fixture = TestBed.createComponent(SamplesPage);
  await fixture.whenStable();
  return fixture.nativeElement as HTMLElement;
};

interface Opened {
  readonly drop?: Transfers['drop'];
  readonly api: Partial<UploadApi>;
  readonly open: (component: unknown, data: unknown) => Promise<unknown>;
  readonly required?: readonly string[];
  /** Why the user may not upload. */
  readonly denied?: string | null;
}

describe('the samples page', () => {
  it('removes the selected file of a pair that the server does not know yet', async () => {
    const pair = [waiting('A_R1.fastq.gz'), waiting('A_R2.fastq.gz')];
    const drop = jest.fn<Transfers['drop']>().mockResolvedValue();
    const remove = jest.fn<UploadApi['remove']>();
    const open = jest.fn<Opened['open']>().mockResolvedValue(true);
    const page = await openPage(pair, { drop, api: { remove }, open });
    page.querySelector<HTMLElement>('[aria-label="Remove A_R2.fastq.gz"]')!.click();
    await settled();
    expect(open.mock.lastCall![1]).toMatchObject({ lead: 'Nothing of it was sent yet.' });
    expect(drop.mock.calls).toEqual([[pair[1]]]);
    expect(remove).not.toHaveBeenCalled();
  });

  it('asks for a required reason before it deletes a file on the server', async () => {
    const drop = jest.fn<Transfers['drop']>().mockResolvedValue();
    const remove = jest.fn<UploadApi['remove']>();
    const open = jest.fn<Opened['open']>().mockResolvedValue(true);
    const sent = waiting('A_R1.fastq.gz', 'u-1');
    const page = await openPage([sent], { drop, api: { remove }, open, required: ['delete_upload'] });
    page.querySelector<HTMLElement>('[aria-label="Remove A_R1.fastq.gz"]')!.click();
    await settled();
    const [component, asked] = open.mock.lastCall as [unknown, TargetDialogData];
    expect([component, asked.title, asked.isReasonRequired]).toEqual([TargetDialog, 'Remove A_R1.fastq.gz?', true]);
    expect(drop).not.toHaveBeenCalled();
    await asked.send({ reason: 'wrong patient' }, 'a-key', '');
    expect(drop.mock.calls).toEqual([[sent]]);
    expect(remove.mock.calls).toEqual([['u-1', { reason: 'wrong patient' }]]);
  });

  it('counts the bytes of an upload as reserved from its start, not as used', async () => {
    const page = await openPage([], { api: {}, open: () => Promise.resolve(null) });
    expect(page.textContent).toContain('0 B taken or reserved by uploads');
  });

  it('does not advise a viewer to upload, beside the reason why they may not', async () => {
    const denied = 'Uploading files needs the role operator; yours is viewer.';
    const page = await openPage([], { api: {}, open: () => Promise.resolve(null), denied });
    expect(page.textContent).toContain(denied);
    expect(page.textContent).not.toContain('Upload the reads of a sample');
  });

  it('states that a rejected file is complete on the server until it is removed', async () => {
    const open = jest.fn<Opened['open']>().mockResolvedValue(false);
    const rejected = { upload_id: 'u-1', name: 'A_R1.fastq.gz', size: 9, offset: 9, status: 'rejected' };
    const more = { reason: 'It is not gzip.', reads: null, sha256: null, created_at: AT, created_by: 'ada' };
    const upload = { ...rejected, ...more, received_at: AT, expires_at: null, sample_id: null };
    const list = () => Promise.resolve({ items: [upload], space: { used_bytes: 9, free_bytes: 1 } });
    const page = await openPage([], { api: { list } as unknown as Partial<UploadApi>, open });
    page.querySelector<HTMLElement>('[aria-label="Remove A_R1.fastq.gz"]')!.click();
    await settled();
    expect(open.mock.lastCall![1]).toMatchObject({ lead: 'The uploaded file is deleted from the server.' });
  });

  it('creates samples from all pairs that are ready, and opens a samplesheet of them', async () => {
    const upload = (name: string) => ({
      upload_id: name,
      name,
      size: 1,
      offset: 1,
      status: 'ready',
      reason: null,
      reads: 1,
      sha256: null,
      created_at: AT,
      created_by: 'ada',
      received_at: AT,
      expires_at: null,
      sample_id: null,
    });
    const items = ['A_R1', 'A_R2', 'B_R1', 'B_R2'].map((name) => upload(`${name}.fastq.gz`));
    const make = jest.fn(({ name }: { name: string }) => Promise.resolve({ sample_id: `id of ${name}`, name }));
    const api = {
      list: () => Promise.resolve({ items, space: { used_bytes: 0, free_bytes: 1 } }),
      samples: () => Promise.resolve({ items: [] }),
      make,
    };
    TestBed.configureTestingModule({
      providers: [
        provideRouter([]),
        { provide: UploadApi, useValue: api },
        { provide: Transfers, useValue: { all: signal([]), active: signal([]) } },
        { provide: CurrentUser, useValue: { whyNot: () => null, whyNotRoute: () => null, session: () => null } },
        { provide: Live, useValue: { follow: () => undefined } },
        { provide: Toasts, useValue: { say: () => undefined } },
        { provide: Sheets, useValue: {} },
      ],
    });
    const navigate = jest.spyOn(TestBed.inject(Router), 'navigate').mockResolvedValue(true);
    const fixture = TestBed.createComponent(SamplesPage);
    await fixture.whenStable();
    const page = fixture.nativeElement as HTMLElement;
    page.querySelector<HTMLInputElement>('.many input')!.click();
    await fixture.whenStable();
    page.querySelector<HTMLElement>('.many [matButton="filled"]')!.click();
    await settled();
    expect(make.mock.calls.map(([body]) => body)).toEqual([
      { name: 'A', upload_ids: ['A_R1.fastq.gz', 'A_R2.fastq.gz'] },
      { name: 'B', upload_ids: ['B_R1.fastq.gz', 'B_R2.fastq.gz'] },
    ]);
    const state = { sample_ids: ['id of A', 'id of B'] };
    expect(navigate.mock.calls).toEqual([[['/new/samplesheet'], { state }]]);
  });
});
