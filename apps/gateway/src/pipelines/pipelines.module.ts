import { Module } from '@nestjs/common';
import { InstalledPipelinesModule } from '../shared/pipelines/installed-pipelines.module.ts';
import { InputFolders } from './input-folders.ts';
import { InputsController } from './inputs.controller.ts';
import { NamedInputsController } from './named/named-inputs.controller.ts';
import { NamedInputs } from './named/named-inputs.service.ts';
import { PipelinesController } from './pipelines.controller.ts';

/** The installed pipelines, and the folders from which users may choose inputs. */
@Module({
  imports: [InstalledPipelinesModule],
  controllers: [PipelinesController, InputsController, NamedInputsController],
  providers: [InputFolders, NamedInputs],
})
export class PipelinesModule {}
