import { Module } from '@nestjs/common';
import type { ReadModel } from '@reprise/read-model';
import { folderLock } from '@reprise/gateway/shared/inputs/folder-lock.ts';
import { READ_MODEL, SETTINGS } from '@reprise/gateway/shared/servers/tokens.ts';
import type { GatewaySettings } from '@reprise/gateway/shared/settings.ts';
import { TusServer } from './files/tus-server.ts';
import { Uploads } from './files/uploads.service.ts';
import { UploadsFolder } from './files/uploads-folder.ts';
import { UploadedSamplesController } from './samples/uploaded-samples.controller.ts';
import { UploadedSamples } from './samples/uploaded-samples.service.ts';
import { UploadsController } from './uploads.controller.ts';

/** Uploaded reads, and the samples created from them. */
@Module({
  // Samples first, because the path of an upload would match theirs.
  controllers: [UploadedSamplesController, UploadsController],
  providers: [
    {
      provide: UploadsFolder,
      useFactory: ({ uploads }: GatewaySettings, readModel: ReadModel) =>
        new UploadsFolder(uploads.folder, folderLock(readModel, 'reprise.uploads')),
      inject: [SETTINGS, READ_MODEL],
    },
    TusServer,
    Uploads,
    UploadedSamples,
  ],
})
export class UploadsModule {}
