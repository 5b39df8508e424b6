import { CheckIcon } from '@phosphor-icons/react/dist/csr/Check'
import { CopyIcon } from '@phosphor-icons/react/dist/csr/Copy'
import { useEffect, useState } from 'react'
import { Button, type ButtonProps } from './button.tsx'
import { toastError } from './toast.tsx'

/** How long it says that it has copied. */
const SAID_MS = 1600

/** Copies a text and says so. */
export function CopyButton({ text, children, ...rest }: ButtonProps & { readonly text: string }) {
  const [copied, setCopied] = useState(false)
  useEffect(() => {
    if (!copied) return
    const timer = setTimeout(() => setCopied(false), SAID_MS)
    return () => clearTimeout(timer)
  }, [copied])
  const Icon = copied ? CheckIcon : CopyIcon
  return (
    <Button {...rest} onClick={() => navigator.clipboard.writeText(text).then(() => setCopied(true), toastError)}>
      <Icon size={14} />
      {copied ? 'Copied' : children}
    </Button>
  )
}
