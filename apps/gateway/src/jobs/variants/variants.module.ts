import { Module } from '@nestjs/common';
import { JobFilesModule } from '../files/job-files.module.ts';
import { AssessedVariants } from './classify/assessed-variants.ts';
import { RecordedClasses } from './classify/recorded-classes.ts';
import { SignatureProofs } from './classify/signature-proofs.ts';
import { EvidenceFiles } from './evidence/evidence-files.ts';
import { VariantsExportController } from './export/variants-export.controller.ts';
import { VariantTables } from './tables/variant-tables.ts';
import { VariantsController } from './variants.controller.ts';
import { Variants } from './variants.service.ts';

/** Variants of attempts with their evidence and classes; also for the commands that classify and sign them. */
@Module({
  imports: [JobFilesModule],
  controllers: [VariantsController, VariantsExportController],
  providers: [AssessedVariants, EvidenceFiles, RecordedClasses, SignatureProofs, Variants, VariantTables],
  exports: [AssessedVariants, RecordedClasses, SignatureProofs],
})
export class VariantsModule {}
