import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { jest } from '@jest/globals';
import { UploadApi } from '../../core/api/upload-api.ts';
import { Live } from '../../core/live/live.ts';
import { Toasts } from '../../core/page/toasts.ts';
import { CurrentUser } from '../../core/session/current-user.ts';
import { Sheets } from '../../core/sheets.ts';
import { DeleteDialog, type DeleteDialogData } from '../../shared/form/delete-dialog.ts';
import { settled } from '../../testing/settled.ts';
import { SamplesPage } from './samples-page.ts';
import type { Transfer } from './transfer/transfer.ts';
import { Transfers } from './transfer/transfers.ts';

const waiting = (name: string, uploadId: string | null = null) =>
  ({
    file: { name, size: 1000 },
    ...{ state: () => 'waiting', error: () => '', sent: () => 0, speed: () => null, uploadId: () => uploadId },
    isActive: () => true,
  }) as unknown as Transfer;

/** The page with these transfers and requests; `open` answers what it asks. */
const openPage = async (transfers: readonly Transfer[], { drop, api, open, required = [] }: Opened) => {
  const listed = { list: () => Promise.resolve({ items: [], space: { used_bytes: 0, free_bytes: 1 } }) };
  TestBed.configureTestingModule({
    providers: [
      provideRouter([]),
      { provide: UploadApi, useValue: { ...listed, samples: () => Promise.resolve({ items: [] }), ...api } },
      { provide: Transfers, useValue: { all: signal(transfers), active: signal(transfers), drop } },
      {
        provide: CurrentUser,
        useValue: { whyNot: () => null, whyNotRoute: () => null, session: () => ({ reason_required: required }) },
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
}

describe('the page of samples', () => {
  it('removes the file that a person chose of a pair that the server does not know yet', async () => {
    const pair = [waiting('A_R1.fastq.gz'), waiting('A_R2.fastq.gz')];
    const drop = jest.fn<Transfers['drop']>().mockResolvedValue();
    const remove = jest.fn<UploadApi['remove']>();
    const page = await openPage(pair, { drop, api: { remove }, open: () => Promise.resolve(true) });
    page.querySelector<HTMLElement>('[aria-label="Remove A_R2.fastq.gz"]')!.click();
    await settled();
    expect(drop.mock.calls).toEqual([[pair[1]]]);
    expect(remove).not.toHaveBeenCalled();
  });

  it('asks for a reason before it deletes a file that the server has, where one is required', async () => {
    const drop = jest.fn<Transfers['drop']>().mockResolvedValue();
    const remove = jest.fn<UploadApi['remove']>();
    const open = jest.fn<Opened['open']>().mockResolvedValue(true);
    const sent = waiting('A_R1.fastq.gz', 'u-1');
    const page = await openPage([sent], { drop, api: { remove }, open, required: ['delete_upload'] });
    page.querySelector<HTMLElement>('[aria-label="Remove A_R1.fastq.gz"]')!.click();
    await settled();
    const [component, asked] = open.mock.lastCall as [unknown, DeleteDialogData];
    expect([component, asked.title, asked.isReasonRequired]).toEqual([DeleteDialog, 'Remove A_R1.fastq.gz?', true]);
    expect(drop).not.toHaveBeenCalled();
    await asked.remove({ reason: 'wrong patient' });
    expect(drop.mock.calls).toEqual([[sent]]);
    expect(remove.mock.calls).toEqual([['u-1', { reason: 'wrong patient' }]]);
  });
});
