import { StudioError } from '../../../src-shared/errors.ts'

const AGAIN = 'Check the connection and the proxy settings, then install it again: what has arrived is kept.'

/** The publisher says no, and would again. */
export function refusedBy(url: URL, why: string): StudioError {
  return new StudioError(
    'download_failed',
    `${url.host} does not give the file: ${why.trim()}.`,
    'Try later or through another mirror, or fetch the file yourself and add it: glimpse3d models add FILE.',
  )
}

export function otherSize(url: URL, found: number, expected: number): StudioError {
  return new StudioError(
    'download_failed',
    `${url.host} offers ${found} bytes where the model has ${expected}: it is another file.`,
    'Nothing was installed. Try another mirror, or fetch the file yourself and add it.',
  )
}

export function otherContent(title: string, algorithm: string, found: string, expected: string): StudioError {
  return new StudioError(
    'download_failed',
    `What arrived is not ${title}: its ${algorithm} is ${found}, not ${expected}.`,
    'It was deleted, nothing was installed. Try again; if it happens again, the server or the mirror has another file.',
  )
}

/** A plain error: the download is tried again. */
export function brokenOff(url: URL, done: number, total: number): Error {
  return new Error(`${url.host} broke off after ${done} of ${total} bytes`)
}

/** Every try has failed; the last for this reason. */
export function gaveUp(title: string, cause: unknown): StudioError {
  return new StudioError('download_failed', `${title} could not be downloaded: ${(cause as Error).message}.`, AGAIN, {
    cause,
  })
}
