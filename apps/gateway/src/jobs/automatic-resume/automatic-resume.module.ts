import { Module } from '@nestjs/common';
import { StoragesModule } from '../storages.module.ts';
import { AutomaticResumes } from './automatic-resumes.ts';
import { DueResumes } from './due-resumes.ts';

/** Resumes of failed jobs by their policy. */
@Module({ imports: [StoragesModule], providers: [AutomaticResumes, DueResumes] })
export class AutomaticResumeModule {}
