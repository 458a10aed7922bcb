import { defaultOptions, type Upload } from 'tus-js-client';

type PreviousUploads = Awaited<ReturnType<Upload['findPreviousUploads']>>;

/**
 * Whether this browser sent a part of an upload from a file with a different modification time. Unknown for a part that
 * was sent by another browser: then, only the check after the upload notices a different file.
 * @param ofFile uploads that this browser began with a file of the same name, size and modification time
 */
export async function isOtherFile(uploadId: string, ofFile: PreviousUploads): Promise<boolean> {
  const hasId = ({ uploadUrl }: PreviousUploads[number]) => uploadUrl?.split('/').at(-1) === uploadId;
  const { urlStorage } = defaultOptions;
  // Where the browser has no localStorage, tus-js-client has a storage without this method.
  if (!('findAllUploads' in urlStorage)) return false;
  return !ofFile.some(hasId) && (await urlStorage.findAllUploads()).some(hasId);
}
