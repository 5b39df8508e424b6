import { resolveObjectURL } from 'node:buffer'

/** An <img> as three's loaders use one: takes an object URL, keeps the bytes behind it. */
class NodeImage extends EventTarget {
  bytes: Promise<ArrayBuffer> | undefined
  set src(url: string) {
    this.bytes = resolveObjectURL(url)?.arrayBuffer()
    queueMicrotask(() => this.dispatchEvent(new Event(this.bytes ? 'load' : 'error')))
  }
}

/** What `document` has to be so that three loads textures in Node; the image of a texture has its file's `bytes`. */
export const DOCUMENT_WITH_IMAGES = { createElementNS: () => new NodeImage() }
