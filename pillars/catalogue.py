"""The six pillars that a new plan starts with. A region may rename them; a plan's pillars are rows.

Names and codes follow the public description of the smart city programme; the sub-dimensions are the
18 official ones. Nothing of any real region is in here.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DimensionDefault:
    """A sub-dimension: code such as `GOV-1`, unique in the plan, and its two names."""

    code: str
    name: str
    name_en: str


@dataclass(frozen=True, slots=True)
class PillarDefault:
    """A pillar as a new plan gets it. `order` 1–6; `slug` stands in addresses; `short_name` on chips."""

    order: int
    code: str
    slug: str
    short_name: str
    name_id: str
    name_en: str
    dimensions: tuple[DimensionDefault, ...]


def _pillar(order, code, slug, short_name, name_id, name_en, *dimensions):
    numbered = tuple(DimensionDefault(f"{code}-{n}", name, english) for n, (name, english) in enumerate(dimensions, 1))
    return PillarDefault(order, code, slug, short_name, name_id, name_en, numbered)


PILLARS: tuple[PillarDefault, ...] = (
    _pillar(
        1,
        "GOV",
        "tata-kelola",
        "Tata Kelola",
        "Tata Kelola Pemerintahan Cerdas",
        "Smart Governance",
        ("Layanan Publik", "Public service"),
        ("Kebijakan Publik", "Public policy"),
        ("Tata Kelola Birokrasi", "Bureaucracy"),
    ),
    _pillar(
        2,
        "BRA",
        "branding",
        "Branding",
        "Pemasaran Daerah Cerdas",
        "Smart Branding",
        ("Membangun dan Memasarkan Ekosistem Pariwisata", "Tourism branding"),
        ("Membangun Platform dan Memasarkan Ekosistem Bisnis Daerah", "Business branding"),
        ("Membangun dan Memasarkan Wajah Kota", "City appearance branding"),
    ),
    _pillar(
        3,
        "ECO",
        "ekonomi",
        "Ekonomi",
        "Perekonomian Cerdas",
        "Smart Economy",
        ("Ekosistem Industri yang Berdaya Saing", "Industry"),
        ("Kesejahteraan Rakyat", "Welfare"),
        ("Ekosistem Transaksi Keuangan", "Transaction"),
    ),
    _pillar(
        4,
        "LIV",
        "kehidupan",
        "Kehidupan",
        "Kehidupan Cerdas",
        "Smart Living",
        ("Harmonisasi Tata Ruang Wilayah", "Harmony"),
        ("Prasarana Kesehatan", "Health"),
        ("Ketersediaan Sarana Telekomunikasi dan Transportasi", "Mobility"),
    ),
    _pillar(
        5,
        "SOC",
        "masyarakat",
        "Masyarakat",
        "Masyarakat Cerdas",
        "Smart Society",
        ("Interaksi Masyarakat yang Efisien (Komunitas)", "Community"),
        ("Ekosistem Belajar yang Efisien (Pendidikan)", "Learning"),
        ("Sistem Keamanan Masyarakat (Keamanan)", "Security"),
    ),
    _pillar(
        6,
        "ENV",
        "lingkungan",
        "Lingkungan",
        "Lingkungan Cerdas",
        "Smart Environment",
        ("Program Proteksi Lingkungan", "Protection"),
        ("Tata Kelola Sampah dan Limbah", "Waste"),
        ("Tata Kelola Energi yang Bertanggung Jawab", "Energy"),
    ),
)

BY_CODE: dict[str, PillarDefault] = {pillar.code: pillar for pillar in PILLARS}
