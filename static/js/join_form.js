// The button of the join form names the group that was picked.

export function startJoinForm() {
  const form = document.querySelector("[data-join]");
  const button = form?.querySelector("[data-join-button]");
  form?.addEventListener("change", () => {
    const picked = form.querySelector("input[name=group]:checked");
    if (button && picked) button.textContent = `Gabung ke Kelompok ${picked.dataset.name}`;
  });
}
