import { Module } from '@nestjs/common';
import { StoragesModule } from '../storages.module.ts';
import { AutomaticResumes } from './automatic-resumes.ts';
import { DueResumes } from './due-resumes.ts';

/** Resumes failed jobs according to their policy. */
@Module({ imports: [StoragesModule], providers: [AutomaticResumes, DueResumes] })
export class AutomaticResumeModule {}
