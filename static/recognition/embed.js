// <script src="https://HOST/ai_serial_recognition/widget.js" data-client-uid="..." async></script>
// puts the form where the tag stands. Each answer is told to the page: the tag dispatches
// "triptych:result", which bubbles, with the answer of the API as its detail.
(() => {
  const tag = document.currentScript;
  const address = new URL("widget", tag.src);
  if (tag.dataset.clientUid) address.searchParams.set("client", tag.dataset.clientUid);
  const frame = document.createElement("iframe");
  frame.src = address;
  frame.title = tag.dataset.title || "Serial number from a photo";
  frame.allow = "camera; clipboard-write";
  frame.referrerPolicy = "origin"; // The server judges the page by its host.
  frame.style.cssText = "border:0;width:100%;min-height:26rem;color-scheme:light";
  tag.after(frame);
  addEventListener("message", (event) => {
    const said = event.source === frame.contentWindow && event.origin === address.origin && event.data?.triptych;
    if (!said) return;
    if (said.height) frame.style.height = `${said.height}px`;
    if (said.result) tag.dispatchEvent(new CustomEvent("triptych:result", { detail: said.result, bubbles: true }));
  });
})();
