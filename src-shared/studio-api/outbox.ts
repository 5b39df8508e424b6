/** Sends messages one after the other, and keeps of those that supersede each other only the newest. */
export interface Outbox<Message> {
  /** Messages of one key replace each other while they wait; with null each one is sent. */
  post(message: Message, key: string | null): void
}

/**
 * A queue in front of a channel that may be slow: `send` resolves when the channel has taken the message. At most one
 * message a key waits, so what waits stays small however slow the reader is. A message keeps the place of the one it
 * replaces. After a failed send nothing more is sent.
 */
export function createOutbox<Message>(send: (message: Message) => Promise<void>): Outbox<Message> {
  const waiting = new Map<string, Message>()
  let unique = 0
  let sending = false
  let broken = false
  const flush = async () => {
    if (sending) return
    sending = true
    try {
      for (let next = waiting.entries().next(); !next.done; next = waiting.entries().next()) {
        const [key, message] = next.value
        waiting.delete(key)
        await send(message)
      }
    } catch {
      // The channel has closed; whoever owns it hears of that by its own event.
      broken = true
      waiting.clear()
    } finally {
      sending = false
    }
  }
  return {
    post: (message, key) => {
      if (broken) return
      waiting.set(key === null ? `each ${unique++}` : `latest ${key}`, message)
      void flush()
    },
  }
}
