/** The studio's mark; the page's icon is the same file. */
export function Logo({ size = 20 }: { readonly size?: number }) {
  return <img src="icon.svg" width={size} height={size} alt="" draggable={false} />
}
